/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

/**
 * A set of all {@link MediaCounter}s, each from 0. Any thread may read; who may write is the
 * implementation's to say.
 */
public interface Counters {

    /** Counts one. */
    void increment(MediaCounter counter);

    /** Counts {@code delta}, which is not negative. */
    void add(MediaCounter counter, long delta);

    /** What was counted so far; any thread. */
    long get(MediaCounter counter);
}
