/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Keeps the length of a worker's duty cycles: how many, how many too long, the longest ever and of
 * the last second and minute, and the time spent in all of them; and how deep the inbox was. The
 * worker's thread writes, any thread reads.
 */
public final class DutyCycleTracker {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int MINUTE_SECONDS = 60;

    private final long thresholdNs;
    private final Counters counters;
    private final WorkerLatency latency;
    private final AtomicCounter busyNs;
    private final AtomicCounter longestNs;
    private final AtomicCounter longestOfSecondNs;
    private final AtomicCounter longestOfMinuteNs;
    private final AtomicCounter depthOfSecond;

    /** The longest of each second of the last minute. */
    private final long[] minute = new long[MINUTE_SECONDS];

    private int second;
    private long secondStartNs;
    private long secondLongestNs;
    private long secondDepth;

    /** A tracker in memory of its own, for a worker whose clock starts at 0. */
    public DutyCycleTracker(long thresholdNs, Counters counters, WorkerLatency latency) {
        this(thresholdNs, counters, latency, CounterStore.inMemory(WorkerGauge.all().size()), 0, 0);
    }

    /**
     * A tracker whose gauges lie in {@code store}.
     *
     * @param worker the worker's index, for their names
     * @param startNs now, by the worker's clock
     */
    public DutyCycleTracker(
            long thresholdNs,
            Counters counters,
            WorkerLatency latency,
            CounterStore store,
            int worker,
            long startNs) {
        this.thresholdNs = thresholdNs;
        this.counters = counters;
        this.latency = latency;
        this.secondStartNs = startNs;
        this.busyNs = store.add(WorkerGauge.BUSY_NS.labelOf(worker), CounterStore.Kind.COUNTER);
        this.longestNs = gauge(store, WorkerGauge.CYCLE_LONGEST_NS, worker);
        this.longestOfSecondNs = gauge(store, WorkerGauge.CYCLE_LONGEST_1S_NS, worker);
        this.longestOfMinuteNs = gauge(store, WorkerGauge.CYCLE_LONGEST_1M_NS, worker);
        this.depthOfSecond = gauge(store, WorkerGauge.INBOX_DEPTH_1S, worker);
    }

    private static AtomicCounter gauge(CounterStore store, WorkerGauge gauge, int worker) {
        return store.add(gauge.labelOf(worker), CounterStore.Kind.GAUGE);
    }

    /**
     * A cycle ended; the worker's thread only.
     *
     * @param endNs when, by the worker's clock
     * @param inboxDepth slots that waited when it began to drain
     */
    public void ended(long endNs, long durationNs, long inboxDepth) {
        counters.increment(MediaCounter.DUTY_CYCLES);
        latency.record(LatencyPoint.DUTY_CYCLE, durationNs);
        busyNs.getAndAddRelease(durationNs);
        if (durationNs > thresholdNs) {
            counters.increment(MediaCounter.DUTY_CYCLES_OVER_THRESHOLD);
        }
        if (durationNs > longestNs.getPlain()) {
            longestNs.setRelease(durationNs);
        }
        if (endNs - secondStartNs >= SECOND_NS) {
            turnSecond(endNs);
        }
        secondLongestNs = Math.max(secondLongestNs, durationNs);
        secondDepth = Math.max(secondDepth, inboxDepth);
    }

    /** Publishes the second that is over; seconds in which no cycle ended have no longest one. */
    private void turnSecond(long endNs) {
        long seconds = (endNs - secondStartNs) / SECOND_NS;
        longestOfSecondNs.setRelease(secondLongestNs);
        depthOfSecond.setRelease(secondDepth);
        if (seconds > MINUTE_SECONDS) {
            Arrays.fill(minute, 0);
        } else {
            for (int skipped = 1; skipped < seconds; skipped++) {
                minute[(second + skipped) % MINUTE_SECONDS] = 0;
            }
        }
        minute[second] = secondLongestNs;
        second = (int) ((second + seconds) % MINUTE_SECONDS);
        secondStartNs += seconds * SECOND_NS;
        secondLongestNs = 0;
        secondDepth = 0;
        long longest = 0;
        for (long ofSecond : minute) {
            longest = Math.max(longest, ofSecond);
        }
        longestOfMinuteNs.setRelease(longest);
    }

    /** The longest cycle so far. */
    public long longestNs() {
        return longestNs.get();
    }

    /** The longest cycle of the last whole second. */
    public long longestOfSecondNs() {
        return longestOfSecondNs.get();
    }

    /** The longest cycle of the last sixty whole seconds. */
    public long longestOfMinuteNs() {
        return longestOfMinuteNs.get();
    }

    /** Time spent in cycles since the start. */
    public long busyNs() {
        return busyNs.get();
    }

    /** Most slots that waited in the inbox within the last whole second. */
    public long inboxDepth() {
        return depthOfSecond.get();
    }
}
