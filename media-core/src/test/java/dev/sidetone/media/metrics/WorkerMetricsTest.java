/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class WorkerMetricsTest {
    private final WorkerCounters counters = new WorkerCounters();
    private final WorkerLatency latency = new WorkerLatency(counters);

    @Test
    void shouldKeepEveryCounterApart() {
        for (MediaCounter counter : MediaCounter.all()) {
            counters.add(counter, counter.id() + 1);
        }
        for (MediaCounter counter : MediaCounter.all()) {
            assertThat(counters.get(counter)).as(counter.label()).isEqualTo(counter.id() + 1);
        }
    }

    @Test
    void shouldSumWorkersAndShared() {
        SharedCounters shared = new SharedCounters();
        counters.increment(MediaCounter.TURNS);
        shared.add(MediaCounter.TURNS, 2);
        shared.increment(MediaCounter.TURNS);

        CounterTotals totals = new CounterTotals(List.of(counters, shared, new WorkerCounters()));
        assertThat(totals.total(MediaCounter.TURNS)).isEqualTo(4);
        assertThat(totals.total(MediaCounter.BARGE_INS)).isZero();
    }

    @Test
    void shouldAddUpIntervalsOfAllWorkers() {
        WorkerLatency other = new WorkerLatency(counters);
        LatencyTotals totals = new LatencyTotals(List.of(latency, other));
        latency.record(LatencyPoint.MRL_SERVER, TimeUnit.MILLISECONDS.toNanos(500));
        totals.collect(0);
        other.record(LatencyPoint.MRL_SERVER, TimeUnit.MILLISECONDS.toNanos(700));
        latency.record(LatencyPoint.EGRESS, TimeUnit.MILLISECONDS.toNanos(1));
        totals.collect(0);
        totals.collect(0);

        assertThat(totals.total(LatencyPoint.MRL_SERVER).getTotalCount()).isEqualTo(2);
        assertThat(totals.total(LatencyPoint.MRL_SERVER).getMaxValue())
                .isBetween(700_000L, 701_000L);
        assertThat(totals.total(LatencyPoint.EGRESS).getTotalCount()).isEqualTo(1);
        assertThat(totals.total(LatencyPoint.TOOL_CALL).getTotalCount()).isZero();
    }

    @Test
    void shouldReadNoPointThatHasNothingNew() {
        LatencyTotals totals = new LatencyTotals(List.of(latency));
        latency.record(LatencyPoint.EGRESS, TimeUnit.MILLISECONDS.toNanos(1));
        totals.collect(0);
        latency.record(LatencyPoint.EGRESS, TimeUnit.MILLISECONDS.toNanos(2));
        totals.collect(0);
        assertThat(totals.total(LatencyPoint.EGRESS).getTotalCount()).isEqualTo(2);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        LatencyTotals fresh = new LatencyTotals(List.of(new WorkerLatency(counters)));
        long before = threads.getCurrentThreadAllocatedBytes();
        fresh.collect(0);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("not a histogram")
                .isLessThan(50_000);
    }

    @Test
    void shouldRecordAtTheBoundAndCountWhatDoesNotFit() {
        latency.record(LatencyPoint.MRL_SERVER, -1_000_000);
        latency.record(LatencyPoint.MRL_SERVER, TimeUnit.HOURS.toNanos(1));

        assertThat(counters.get(MediaCounter.LATENCY_OUT_OF_RANGE)).isEqualTo(2);
        assertThat(latency.interval(LatencyPoint.MRL_SERVER, null).getTotalCount()).isEqualTo(2);
    }

    @Test
    void shouldForgetLatenciesOfMoreThanAMinuteAgoButNotInTheTotals() {
        LatencyTotals totals = new LatencyTotals(List.of(latency));
        assertThat(totals.recent(LatencyPoint.EGRESS)).isNull();
        latency.record(LatencyPoint.EGRESS, TimeUnit.MILLISECONDS.toNanos(9));
        totals.collect(0);
        totals.collect(TimeUnit.SECONDS.toNanos(30));
        latency.record(LatencyPoint.EGRESS, TimeUnit.MILLISECONDS.toNanos(1));
        totals.collect(TimeUnit.SECONDS.toNanos(59));
        assertThat(recentCount(totals)).as("both halves").isEqualTo(2);
        totals.collect(TimeUnit.SECONDS.toNanos(60));
        assertThat(recentCount(totals)).isEqualTo(1);
        latency.record(LatencyPoint.EGRESS, TimeUnit.MILLISECONDS.toNanos(1));
        totals.collect(TimeUnit.SECONDS.toNanos(70));
        assertThat(recentCount(totals)).isEqualTo(2);
        totals.collect(TimeUnit.SECONDS.toNanos(125));
        assertThat(recentCount(totals)).as("nobody collected for a minute").isZero();
        assertThat(totals.total(LatencyPoint.EGRESS).getTotalCount()).isEqualTo(3);
    }

    private static long recentCount(LatencyTotals totals) {
        return Objects.requireNonNull(totals.recent(LatencyPoint.EGRESS)).getTotalCount();
    }
}
