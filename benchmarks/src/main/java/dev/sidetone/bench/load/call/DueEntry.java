/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

/**
 * Something that has a next instant. Kept by {@link DueHeap}, which alone writes the fields. Owned
 * by the loop's thread.
 */
abstract class DueEntry {

    static final long NEVER = Long.MAX_VALUE;

    long dueNs = NEVER;
    int place = -1;

    /**
     * Its instant has come; it is not in the heap now.
     *
     * @return when it is due next, or {@link #NEVER}
     */
    abstract long onDue(long nowNs);
}
