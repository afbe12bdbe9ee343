/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.stat;

import dev.sidetone.media.metrics.CounterStore;
import dev.sidetone.media.metrics.LatencyPoint;
import dev.sidetone.media.metrics.LatencyTotals;
import dev.sidetone.server.metrics.LatencyReadings;
import dev.sidetone.server.metrics.NodeGauge;
import dev.sidetone.server.metrics.ProviderHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Writes what the workers do not write themselves to the node's counter store, once a second:
 * gauges of the node, latencies of the last minute, providers' health. One thread at a time, never
 * a worker's.
 */
public final class NodePublisher {
    private static final int FIGURES_A_LATENCY = 5;
    private static final int FIGURES_A_PROVIDER = 5;

    private final LatencyReadings latencies;
    private final LongFunction<List<ProviderHealth.Status>> health;
    private final List<Runnable> gauges = new ArrayList<>();
    private final List<LatencyCells> latencyCells = new ArrayList<>();
    private final List<ProviderCells> providerCells = new ArrayList<>();

    /**
     * Adds everything to the store.
     *
     * @param health how each provider stands at a time in epoch milliseconds; always the same
     *     providers in the same order
     */
    public NodePublisher(
            CounterStore store,
            List<NodeGauge> nodeGauges,
            LatencyReadings latencies,
            LongFunction<List<ProviderHealth.Status>> health) {
        this.latencies = latencies;
        this.health = health;
        for (NodeGauge gauge : nodeGauges) {
            AtomicCounter cell = cell(store, gauge.label());
            gauges.add(() -> cell.setRelease(gauge.value().getAsLong()));
        }
        LatencyPoint.all().forEach(point -> latencyCells.add(new LatencyCells(store, point)));
        health.apply(0).forEach(status -> providerCells.add(new ProviderCells(store, status)));
    }

    /** Places that a publisher takes in the store. */
    public static int capacityFor(int nodeGauges, int providers) {
        return nodeGauges
                + FIGURES_A_LATENCY * LatencyPoint.all().size()
                + FIGURES_A_PROVIDER * providers;
    }

    /** Writes all of it. */
    public void publish(long nowMs) {
        gauges.forEach(Runnable::run);
        latencies.read(totals -> latencyCells.forEach(cells -> cells.write(totals)));
        List<ProviderHealth.Status> statuses = health.apply(nowMs);
        for (int i = 0; i < providerCells.size(); i++) {
            providerCells.get(i).write(statuses.get(i));
        }
    }

    private static AtomicCounter cell(CounterStore store, String label) {
        return store.add(label, CounterStore.Kind.GAUGE);
    }

    /** One latency's figures. */
    private static final class LatencyCells {
        private final LatencyPoint point;
        private final AtomicCounter count;
        private final AtomicCounter p50;
        private final AtomicCounter p95;
        private final AtomicCounter p99;
        private final AtomicCounter max;

        LatencyCells(CounterStore store, LatencyPoint point) {
            this.point = point;
            String prefix = "latency." + point.label() + ".";
            this.count = cell(store, prefix + "count");
            this.p50 = cell(store, prefix + "p50_us");
            this.p95 = cell(store, prefix + "p95_us");
            this.p99 = cell(store, prefix + "p99_us");
            this.max = cell(store, prefix + "max_us");
        }

        void write(LatencyTotals totals) {
            Histogram recent = totals.recent(point);
            if (recent == null) {
                return;
            }
            count.setRelease(recent.getTotalCount());
            p50.setRelease(recent.getValueAtPercentile(50));
            p95.setRelease(recent.getValueAtPercentile(95));
            p99.setRelease(recent.getValueAtPercentile(99));
            max.setRelease(recent.getMaxValue());
        }
    }

    /** One provider's figures. */
    private static final class ProviderCells {
        private final AtomicCounter state;
        private final AtomicCounter open;
        private final AtomicCounter failures;
        private final AtomicCounter turns;
        private final AtomicCounter refused;

        ProviderCells(CounterStore store, ProviderHealth.Status status) {
            String prefix =
                    ("provider." + status.stage() + "." + status.vendor() + ".")
                            .toLowerCase(Locale.ROOT);
            this.state = cell(store, prefix + "state");
            this.open = cell(store, prefix + "open");
            this.failures = cell(store, prefix + "failures_1m");
            this.turns = cell(store, prefix + "turns_1m");
            this.refused = cell(store, prefix + "refused_1m");
        }

        void write(ProviderHealth.Status status) {
            state.setRelease(ProviderState.of(status.state()).ordinalInFile());
            open.setRelease(status.queueDepth());
            failures.setRelease(status.failuresLastMinute());
            turns.setRelease(status.turnsLastMinute());
            refused.setRelease(status.refusedLastMinute());
        }
    }
}
