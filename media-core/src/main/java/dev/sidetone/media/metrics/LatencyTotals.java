/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Latencies of all workers, per point: since the start, and of the last minute. Not a worker's:
 * owned by the thread that exports metrics; two threads that both export must take turns.
 */
public final class LatencyTotals {
    /** What is recent is the running half and the one before it. */
    private static final long HALF_NS = TimeUnit.SECONDS.toNanos(30);

    private final List<WorkerLatency> workers;
    private final Histogram[] totals;
    private final @Nullable Histogram[] recycled;

    /** How many values a recorder had when it was last read. */
    private final long[] taken;

    private final @Nullable Recent[] recents;
    private long halfStartNs;
    private boolean began;

    /** Two halves of a minute, kept once there was a value. */
    private static final class Recent {
        Histogram running = WorkerLatency.emptyHistogram();
        Histogram before = WorkerLatency.emptyHistogram();
        final Histogram both = WorkerLatency.emptyHistogram();

        void turn() {
            Histogram oldest = before;
            before = running;
            running = oldest;
            running.reset();
        }

        Histogram both() {
            both.reset();
            both.add(before);
            both.add(running);
            return both;
        }
    }

    public LatencyTotals(List<WorkerLatency> workers) {
        this.workers = List.copyOf(workers);
        int points = LatencyPoint.all().size();
        totals = new Histogram[points];
        for (int id = 0; id < points; id++) {
            totals[id] = WorkerLatency.emptyHistogram();
        }
        recycled = new @Nullable Histogram[points * this.workers.size()];
        taken = new long[recycled.length];
        recents = new @Nullable Recent[points];
    }

    /** Takes in what workers recorded since the last collection. */
    public void collect(long nowNs) {
        turnHalves(nowNs);
        for (LatencyPoint point : LatencyPoint.all()) {
            for (int worker = 0; worker < workers.size(); worker++) {
                WorkerLatency latency = workers.get(worker);
                int index = point.id() * workers.size() + worker;
                long recorded = latency.recorded(point);
                // an interval is a histogram of 140 KB to clear, and most points are quiet
                if (recorded != taken[index]) {
                    taken[index] = recorded;
                    recycled[index] = takeIn(point, latency.interval(point, recycled[index]));
                }
            }
        }
    }

    private Histogram takeIn(LatencyPoint point, Histogram interval) {
        if (interval.getTotalCount() > 0) {
            totals[point.id()].add(interval);
            recent(point.id()).running.add(interval);
        }
        return interval;
    }

    private void turnHalves(long nowNs) {
        if (!began) {
            began = true;
            halfStartNs = nowNs;
        }
        if (nowNs - halfStartNs < HALF_NS) {
            return;
        }
        boolean bothOver = nowNs - halfStartNs >= 2 * HALF_NS;
        halfStartNs = nowNs;
        for (Recent recent : recents) {
            if (recent != null) {
                recent.turn();
                if (bothOver) {
                    recent.turn();
                }
            }
        }
    }

    private Recent recent(int id) {
        Recent kept = recents[id];
        if (kept == null) {
            kept = new Recent();
            recents[id] = kept;
        }
        return kept;
    }

    /**
     * All values collected so far for one point, in microseconds; changes with the next collection.
     */
    public Histogram total(LatencyPoint point) {
        return totals[point.id()];
    }

    /**
     * The values of the last 30 to 60 s, in microseconds; null where there never was one. Changes
     * with the next collection.
     */
    public @Nullable Histogram recent(LatencyPoint point) {
        Recent kept = recents[point.id()];
        return kept == null ? null : kept.both();
    }
}
