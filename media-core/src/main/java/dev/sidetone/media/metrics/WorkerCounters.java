/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersReader;

/**
 * Counters with one writer, the worker's thread; any thread reads. A count is a plain add and an
 * ordered store: no locked instruction, no allocation. Lives as long as its worker, and may be read
 * after it.
 */
public final class WorkerCounters implements Counters {
    private final AtomicCounter[] counters;

    public WorkerCounters() {
        int count = MediaCounter.all().size();
        UnsafeBuffer values =
                new UnsafeBuffer(
                        BufferUtil.allocateDirectAligned(
                                count * CountersReader.COUNTER_LENGTH, BitUtil.CACHE_LINE_LENGTH));
        counters = new AtomicCounter[count];
        for (int id = 0; id < count; id++) {
            counters[id] = new AtomicCounter(values, id);
        }
    }

    /** {@inheritDoc} The worker's thread only. */
    @Override
    public void increment(MediaCounter counter) {
        counters[counter.id()].incrementRelease();
    }

    /** {@inheritDoc} The worker's thread only. */
    @Override
    public void add(MediaCounter counter, long delta) {
        counters[counter.id()].getAndAddRelease(delta);
    }

    @Override
    public long get(MediaCounter counter) {
        return counters[counter.id()].get();
    }
}
