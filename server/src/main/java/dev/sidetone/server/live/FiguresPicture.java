/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.live;

import dev.sidetone.media.metrics.CounterTotals;
import dev.sidetone.media.metrics.LatencyPoint;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.worker.MediaWorker;
import dev.sidetone.media.worker.WorkerGroup;
import dev.sidetone.server.api.Json;
import dev.sidetone.server.metrics.LatencyReadings;
import dev.sidetone.server.metrics.NodeGauge;
import dev.sidetone.server.metrics.ProviderHealth;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;

/**
 * The node's figures as a live page shows them: gauges, counters, latencies of the last minute,
 * workers and providers. Reads what {@code GET /metrics} reads. Any thread but a worker's.
 */
public final class FiguresPicture {
    private static final double US_PER_MS = 1000;
    private static final double NS_PER_MS = 1e6;

    private final List<NodeGauge> gauges;
    private final CounterTotals counters;
    private final LatencyReadings latencies;
    private final List<MediaWorker> workers;
    private final LongFunction<List<ProviderHealth.Status>> providers;
    private final Clock clock;

    /**
     * The figures of these.
     *
     * @param providers how each one stands at a time in epoch milliseconds
     */
    public FiguresPicture(
            List<NodeGauge> gauges,
            WorkerGroup workers,
            LatencyReadings latencies,
            LongFunction<List<ProviderHealth.Status>> providers,
            Clock clock) {
        this.gauges = List.copyOf(gauges);
        this.counters = workers.counterTotals();
        this.workers = List.copyOf(workers.workers());
        this.latencies = latencies;
        this.providers = providers;
        this.clock = clock;
    }

    /**
     * All of it.
     *
     * @param atMs when, as epoch time
     * @param counters since the start; those that are 0 are left out
     */
    record Picture(
            long atMs,
            Map<String, Long> gauges,
            Map<String, Long> counters,
            List<Latency> latencies,
            List<Worker> workers,
            List<ProviderHealth.Status> providers) {}

    /** A latency of the last minute, in milliseconds. */
    record Latency(String name, long count, double p50, double p95, double p99, double max) {}

    /**
     * A worker.
     *
     * @param busyMs time at work since the start
     * @param longestMs its longest cycle of the last second
     */
    record Worker(int index, long calls, double busyMs, double longestMs, long inbox) {}

    /** The figures now, as JSON. */
    public String json() {
        return Json.of(now());
    }

    Picture now() {
        long nowMs = clock.millis();
        Map<String, Long> gaugesNow = new LinkedHashMap<>();
        gauges.forEach(gauge -> gaugesNow.put(gauge.label(), gauge.value().getAsLong()));
        Map<String, Long> countersNow = new LinkedHashMap<>();
        for (MediaCounter counter : MediaCounter.all()) {
            long count = counters.total(counter);
            if (count > 0) {
                countersNow.put(counter.label(), count);
            }
        }
        return new Picture(
                nowMs,
                gaugesNow,
                countersNow,
                latencies(),
                workers.stream().map(FiguresPicture::worker).toList(),
                providers.apply(nowMs));
    }

    private List<Latency> latencies() {
        List<Latency> all = new ArrayList<>();
        latencies.read(totals ->
                LatencyPoint.all()
                        .forEach(point -> {
                            Histogram recent = totals.recent(point);
                            if (recent != null && recent.getTotalCount() > 0) {
                                all.add(latency(point, recent));
                            }
                        }));
        return all;
    }

    private static Latency latency(LatencyPoint point, Histogram us) {
        return new Latency(
                point.label(),
                us.getTotalCount(),
                us.getValueAtPercentile(50) / US_PER_MS,
                us.getValueAtPercentile(95) / US_PER_MS,
                us.getValueAtPercentile(99) / US_PER_MS,
                us.getMaxValue() / US_PER_MS);
    }

    private static Worker worker(MediaWorker worker) {
        return new Worker(
                worker.index(),
                worker.counters().get(MediaCounter.CALLS_OPENED)
                        - worker.counters().get(MediaCounter.CALLS_ENDED),
                worker.dutyCycle().busyNs() / NS_PER_MS,
                worker.dutyCycle().longestOfSecondNs() / NS_PER_MS,
                worker.dutyCycle().inboxDepth());
    }
}
