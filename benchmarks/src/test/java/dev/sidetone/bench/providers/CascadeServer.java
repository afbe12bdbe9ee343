/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import dev.sidetone.server.testing.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** A server in a process of its own whose calls go through the scripted vendors. */
public final class CascadeServer {
    private CascadeServer() {}

    /** Starts it in {@code folder}, with this variable beside those of the vendors. */
    public static ServerProcess start(Path folder, URI vendors, String variable, String value)
            throws IOException {
        Map<String, String> variables = VendorVariables.of(vendors);
        variables.put(variable, value);
        // other tests may share the machine
        variables.put("SIDETONE_LIMITS_BUSY_PERCENT", "0");
        return ServerProcess.start(
                folder,
                variables,
                "serve",
                "--port",
                "0",
                "--stt",
                "deepgram",
                "--llm",
                "openai",
                "--tts",
                "elevenlabs");
    }
}
