/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the length of a worker's duty cycles: how many, how many too long, and the longest. The
 * worker's thread writes, any thread reads.
 */
public final class DutyCycleTracker {
    private final long thresholdNs;
    private final Counters counters;
    private final WorkerLatency latency;
    private final AtomicLong longestNs = new AtomicLong();

    public DutyCycleTracker(long thresholdNs, Counters counters, WorkerLatency latency) {
        this.thresholdNs = thresholdNs;
        this.counters = counters;
        this.latency = latency;
    }

    /** A cycle of this length ended; the worker's thread only. */
    public void ended(long durationNs) {
        counters.increment(MediaCounter.DUTY_CYCLES);
        latency.record(LatencyPoint.DUTY_CYCLE, durationNs);
        if (durationNs > thresholdNs) {
            counters.increment(MediaCounter.DUTY_CYCLES_OVER_THRESHOLD);
        }
        if (durationNs > longestNs.getPlain()) {
            longestNs.setRelease(durationNs);
        }
    }

    /** The longest cycle so far. */
    public long longestNs() {
        return longestNs.getAcquire();
    }
}
