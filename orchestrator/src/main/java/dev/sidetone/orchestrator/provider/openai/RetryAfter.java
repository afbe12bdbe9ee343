/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** How long a server asks to wait: {@code retry-after-ms}, or {@code retry-after} in seconds. */
final class RetryAfter {
    private RetryAfter() {}

    /** Milliseconds; 0 when it says nothing; very many when it is a date, which is never soon. */
    static long ms(HttpHeaders headers) {
        String ms = headers.get("retry-after-ms");
        return ms == null ? scaled(headers.get(HttpHeaderNames.RETRY_AFTER), 1000) : scaled(ms, 1);
    }

    private static long scaled(@Nullable String value, int msPerUnit) {
        if (value == null) {
            return 0;
        }
        try {
            double amount = Double.parseDouble(value.strip()) * msPerUnit;
            return amount >= 0 && amount < Integer.MAX_VALUE ? (long) amount : Integer.MAX_VALUE;
        } catch (NumberFormatException date) {
            return Integer.MAX_VALUE;
        }
    }
}
