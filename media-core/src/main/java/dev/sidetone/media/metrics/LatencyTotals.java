/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Latencies of all workers since the start, per point. Not a worker's: owned by the thread that
 * exports metrics; two threads that both export must take turns.
 */
public final class LatencyTotals {
    private final List<WorkerLatency> workers;
    private final Histogram[] totals;
    private final @Nullable Histogram[] recycled;

    public LatencyTotals(List<WorkerLatency> workers) {
        this.workers = List.copyOf(workers);
        int points = LatencyPoint.all().size();
        totals = new Histogram[points];
        for (int id = 0; id < points; id++) {
            totals[id] = WorkerLatency.emptyHistogram();
        }
        recycled = new @Nullable Histogram[points * this.workers.size()];
    }

    /** Takes in what workers recorded since the last collection. */
    public void collect() {
        for (LatencyPoint point : LatencyPoint.all()) {
            for (int worker = 0; worker < workers.size(); worker++) {
                int index = point.id() * workers.size() + worker;
                Histogram interval = workers.get(worker).interval(point, recycled[index]);
                totals[point.id()].add(interval);
                recycled[index] = interval;
            }
        }
    }

    /**
     * All values collected so far for one point, in microseconds; changes with the next collection.
     */
    public Histogram total(LatencyPoint point) {
        return totals[point.id()];
    }
}
