/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import dev.sidetone.bench.run.CallRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The server that is called, and how: what every command that calls one asks for. */
final class CalledServer {

    private static final List<String> SCHEMES = List.of("http", "https", "ws", "wss");

    @Parameters(
            paramLabel = "URL",
            description = "http(s): the voice webhook; ws(s): the media socket")
    URI url = URI.create("");

    @Option(names = "--agent", paramLabel = "NAME", description = "agent to ask for")
    @Nullable String agent;

    @Option(
            names = "--auth-token",
            paramLabel = "TOKEN",
            description = "the carrier's secret; signs requests")
    @Nullable String authToken;

    @Option(
            names = "--api-token",
            paramLabel = "TOKEN",
            description = "bearer token of the server's API")
    @Nullable String apiToken;

    @Option(
            names = "--playout-depth",
            paramLabel = "MS",
            defaultValue = "" + CallRequest.DEFAULT_PLAYOUT_DEPTH_MS,
            description = "how long the idle carrier holds audio back (${DEFAULT-VALUE})")
    int playoutDepthMs;

    /** Refuses a URL that is neither a webhook's nor a media socket's. */
    void check(CommandSpec spec) {
        String scheme = url.getScheme() == null ? "" : url.getScheme();
        if (!SCHEMES.contains(scheme) || url.getHost() == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "URL must be http(s):// or ws(s):// with a host, not '" + url + "'");
        }
    }
}
