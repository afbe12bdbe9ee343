/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.inbox;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongConsumer;

/**
 * The set of calls that a fact was refused for, between two looks of the worker. Any thread adds,
 * the worker takes; lock-free, bounded, no allocation. A key is in it once however often it was
 * added. When it is full the refusal still is not lost: {@link #takeOverflow()} then speaks of
 * every call.
 */
final class RefusedCalls {
    private static final long EMPTY = 0;

    private final AtomicLongArray table;
    private volatile boolean dirty;
    private volatile boolean overflowed;

    /** A set for at most this many calls at a time, a power of two. */
    RefusedCalls(int capacity) {
        table = new AtomicLongArray(capacity);
    }

    /** Adds a key other than 0; any thread. */
    void add(long callKey) {
        if (!insert(callKey)) {
            overflowed = true;
        }
        // Last, so that whoever sees the flag sees the key.
        dirty = true;
    }

    /** True when there may be something to take; one volatile read. */
    boolean isDirty() {
        return dirty;
    }

    /** Empties the set into {@code consumer}; the worker only. */
    void take(LongConsumer consumer) {
        // First, so that a key added while the table is read is found next time.
        dirty = false;
        for (int i = 0; i < table.length(); i++) {
            if (table.get(i) != EMPTY) {
                consumer.accept(table.getAndSet(i, EMPTY));
            }
        }
    }

    /** True once after the set was full, when refusals may concern calls it does not name. */
    boolean takeOverflow() {
        boolean was = overflowed;
        if (was) {
            overflowed = false;
        }
        return was;
    }

    private boolean insert(long callKey) {
        int mask = table.length() - 1;
        int start = (int) callKey & mask;
        for (int i = 0; i < table.length(); i++) {
            int at = (start + i) & mask;
            long seen = table.get(at);
            if (seen == EMPTY) {
                seen = table.compareAndExchange(at, EMPTY, callKey);
            }
            if (seen == EMPTY || seen == callKey) {
                return true;
            }
        }
        return false;
    }
}
