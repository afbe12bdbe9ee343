/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

import org.agrona.concurrent.status.AtomicCounter;

/**
 * Counters with one writer, the worker's thread; any thread reads. A count is a plain add and an
 * ordered store: no locked instruction, no allocation. Lives as long as its worker, and may be read
 * after it.
 */
public final class WorkerCounters implements Counters {
    private final AtomicCounter[] counters;

    /** Counters in memory of their own. */
    public WorkerCounters() {
        this(CounterStore.inMemory(MediaCounter.all().size()), 0);
    }

    /** The counters of one worker, in {@code store} as {@code worker.N.name}. */
    public WorkerCounters(CounterStore store, int worker) {
        counters = new AtomicCounter[MediaCounter.all().size()];
        for (MediaCounter counter : MediaCounter.all()) {
            counters[counter.id()] =
                    store.add(scope(worker) + counter.label(), CounterStore.Kind.COUNTER);
        }
    }

    static String scope(int worker) {
        return "worker." + worker + ".";
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
