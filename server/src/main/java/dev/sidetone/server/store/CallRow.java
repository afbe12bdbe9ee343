/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One call in a list.
 *
 * @param end null while the call lives
 * @param turns how many are known
 * @param slowestMrlMs the server's worst estimate of its turns; null where there is none
 * @param stored true when its end is kept, whatever happens to this process
 */
public record CallRow(
        CallHead call,
        @Nullable End end,
        int turns,
        @Nullable Double slowestMrlMs,
        boolean stored) {

    /** Newest first; of those that began in the same millisecond the later entered. */
    public static final Comparator<CallRow> NEWEST_FIRST =
            Comparator.comparing((CallRow row) -> row.call().startedAt())
                    .thenComparingLong(row -> row.call().key())
                    .reversed();

    /**
     * How a call ended, in words: those of another release may be others than today's.
     *
     * @param detail null for none
     * @param durationMs null where nobody saw the end
     * @param framesIn null where nobody saw the end
     */
    public record End(
            String result,
            String reason,
            @Nullable String detail,
            @Nullable Long durationMs,
            @Nullable Long framesIn) {}

    public boolean live() {
        return end == null;
    }

    /** Where a list that ends with this call goes on. */
    public CallCursor cursor() {
        return new CallCursor(call.startedAt().toEpochMilli(), call.key());
    }
}
