/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import java.net.URI;
import java.util.Map;

/**
 * Where a media stream goes.
 *
 * @param uri {@code ws} or {@code wss}
 * @param parameters custom parameters of the start message
 * @param headers further headers of the handshake
 */
public record StreamTarget(URI uri, Map<String, String> parameters, Map<String, String> headers) {
    public StreamTarget {
        parameters = Map.copyOf(parameters);
        headers = Map.copyOf(headers);
    }

    /** Whether it goes over TLS. */
    public boolean secure() {
        return "wss".equals(uri.getScheme());
    }

    /** The port, the scheme's own where the URI names none. */
    public int port() {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return secure() ? 443 : 80;
    }
}
