/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * One HdrHistogram recorder per {@link LatencyPoint}, in whole microseconds up to 60 s at three
 * significant digits. The worker's thread records, without a lock or an allocation; one other
 * thread at a time flips and reads intervals. What does not fit is recorded at the bound and
 * counted; turn records keep the signed value.
 */
public final class WorkerLatency {
    /** The largest value a recorder holds. */
    public static final long MAX_US = TimeUnit.SECONDS.toMicros(60);

    private static final int SIGNIFICANT_DIGITS = 3;

    private final SingleWriterRecorder[] recorders;
    private final AtomicLongArray recorded;
    private final Counters counters;

    /** Counts values that do not fit in {@code counters}, the same worker's. */
    public WorkerLatency(Counters counters) {
        this.counters = counters;
        recorders = new SingleWriterRecorder[LatencyPoint.all().size()];
        for (int id = 0; id < recorders.length; id++) {
            recorders[id] = new SingleWriterRecorder(MAX_US, SIGNIFICANT_DIGITS);
        }
        recorded = new AtomicLongArray(recorders.length);
    }

    /** An empty histogram that intervals of any recorder can be added to. */
    public static Histogram emptyHistogram() {
        return new Histogram(MAX_US, SIGNIFICANT_DIGITS);
    }

    /** Records one value; the worker's thread only. */
    public void record(LatencyPoint point, long ns) {
        long us = ns / 1000;
        if (ns < 0 || us > MAX_US) {
            counters.increment(MediaCounter.LATENCY_OUT_OF_RANGE);
            us = ns < 0 ? 0 : MAX_US;
        }
        int id = point.id();
        recorders[id].recordValue(us);
        // behind the value: whoever reads this count finds what it counts in the interval
        recorded.lazySet(id, recorded.getPlain(id) + 1);
    }

    /** How many values were recorded for a point so far; any thread. */
    long recorded(LatencyPoint point) {
        return recorded.get(point.id());
    }

    /**
     * What was recorded since the last call, and starts a new interval. One reading thread at a
     * time.
     *
     * @param recycle what the last call for this point returned, to be used again; null at first
     */
    public Histogram interval(LatencyPoint point, @Nullable Histogram recycle) {
        SingleWriterRecorder recorder = recorders[point.id()];
        return recycle == null
                ? recorder.getIntervalHistogram()
                : recorder.getIntervalHistogram(recycle);
    }
}
