/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

import org.agrona.concurrent.status.AtomicCounter;

/**
 * Counters for whatever is counted off the workers or by several threads: any thread writes, by one
 * atomic add, any thread reads. One set per node.
 */
public final class SharedCounters implements Counters {
    private final AtomicCounter[] counters;

    /** Counters in memory of their own. */
    public SharedCounters() {
        this(CounterStore.inMemory(MediaCounter.all().size()));
    }

    /** Counters in {@code store} as {@code shared.name}. */
    public SharedCounters(CounterStore store) {
        counters = new AtomicCounter[MediaCounter.all().size()];
        for (MediaCounter counter : MediaCounter.all()) {
            counters[counter.id()] =
                    store.add("shared." + counter.label(), CounterStore.Kind.COUNTER);
        }
    }

    @Override
    public void increment(MediaCounter counter) {
        counters[counter.id()].increment();
    }

    @Override
    public void add(MediaCounter counter, long delta) {
        counters[counter.id()].getAndAdd(delta);
    }

    @Override
    public long get(MediaCounter counter) {
        return counters[counter.id()].get();
    }
}
