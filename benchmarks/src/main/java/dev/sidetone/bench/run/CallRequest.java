/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.run;

import dev.sidetone.bench.script.CallerScript;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A call to make.
 *
 * @param target {@code http(s)}: the webhook to ask for TwiML; {@code ws(s)}: the media socket
 *     itself
 * @param agent the agent to ask for, or null for the server's default
 * @param authToken signs the webhook and the handshake, or null
 * @param apiToken bearer token of the server's API, or null
 * @param script what the caller does
 * @param playoutDepthMs how long the idle carrier holds the first audio back
 */
public record CallRequest(
        URI target,
        @Nullable String agent,
        @Nullable String authToken,
        @Nullable String apiToken,
        CallerScript script,
        int playoutDepthMs) {

    /** Depth of a carrier's jitter buffer that holds one frame. */
    public static final int DEFAULT_PLAYOUT_DEPTH_MS = 20;

    /** Whether the agent is the one that returns what it hears; every server has it. */
    boolean toEcho() {
        return "echo".equals(agent);
    }
}
