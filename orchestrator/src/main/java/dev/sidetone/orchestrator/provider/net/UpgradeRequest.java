/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A client's half of a WebSocket opening handshake. Immutable.
 *
 * @param path path and query as they go on the request line
 * @param headers beside those of the handshake itself; may hold secrets
 * @param told names of answer headers that a refusal's failure quotes, such as a request's id
 * @param connectLimit for name, TCP and TLS together
 * @param answerLimit from the request to the answer
 */
public record UpgradeRequest(
        String path,
        Map<String, String> headers,
        List<String> told,
        Duration connectLimit,
        Duration answerLimit) {

    public UpgradeRequest {
        headers = Map.copyOf(headers);
        told = List.copyOf(told);
        requireOneLine(path);
        headers.forEach((name, value) -> requireOneLine(name + value));
    }

    private static void requireOneLine(String text) {
        if (!text.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException("a request holds printable ASCII only");
        }
    }

    /** Without path and headers, which hold terms and keys. */
    @Override
    public String toString() {
        return "UpgradeRequest[headers=" + headers.keySet() + "]";
    }
}
