/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import java.net.URI;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The URL of a server, as commands take it. */
final class MediaUrl {

    private static final List<String> SCHEMES = List.of("http", "https", "ws", "wss");

    private MediaUrl() {}

    /** Refuses what is neither a webhook's nor a media socket's. */
    static void check(CommandSpec spec, URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme();
        if (!SCHEMES.contains(scheme) || url.getHost() == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "URL must be http(s):// or ws(s):// with a host, not '" + url + "'");
        }
    }
}
