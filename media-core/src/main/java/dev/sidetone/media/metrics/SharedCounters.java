/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counters for whatever is counted off the workers or by several threads: any thread writes, any
 * thread reads. One set per node.
 */
public final class SharedCounters implements Counters {
    private final LongAdder[] counters;

    public SharedCounters() {
        counters = new LongAdder[MediaCounter.all().size()];
        for (int id = 0; id < counters.length; id++) {
            counters[id] = new LongAdder();
        }
    }

    @Override
    public void increment(MediaCounter counter) {
        counters[counter.id()].increment();
    }

    @Override
    public void add(MediaCounter counter, long delta) {
        counters[counter.id()].add(delta);
    }

    @Override
    public long get(MediaCounter counter) {
        return counters[counter.id()].sum();
    }
}
