/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often something happened within the last minute, by the second. One thread adds, any thread
 * reads; never full: what is older is overwritten.
 */
final class MinuteCount {
    private static final int SECONDS = 60;
    private static final int COUNT_BITS = 24;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    // second in the upper bits, count of that second in the lower: one word, so a reader never
    // pairs the one's second with the other's count
    private final AtomicLongArray seconds = new AtomicLongArray(SECONDS);

    void add(long count, long nowMs) {
        long second = nowMs / 1000;
        int slot = (int) (second % SECONDS);
        long held = seconds.get(slot);
        long before = held >>> COUNT_BITS == second ? held & COUNT_MASK : 0;
        seconds.set(slot, second << COUNT_BITS | Math.min(COUNT_MASK, before + count));
    }

    long sum(long nowMs) {
        long second = nowMs / 1000;
        long sum = 0;
        for (int slot = 0; slot < SECONDS; slot++) {
            long held = seconds.get(slot);
            long of = held >>> COUNT_BITS;
            // a second that is still to come was counted before the clock was set back
            if (of > second - SECONDS && of <= second) {
                sum += held & COUNT_MASK;
            }
        }
        return sum;
    }
}
