/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.metrics;

import dev.sidetone.media.metrics.DutyCycleTracker;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.WorkerGauge;
import dev.sidetone.media.worker.MediaWorker;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What tells one worker from another, for Prometheus: label {@code worker}. Any thread but a
 * worker's.
 */
final class WorkerMetrics {
    private static final double NS_PER_SECOND = 1e9;

    private final List<MediaWorker> workers;

    WorkerMetrics(List<MediaWorker> workers) {
        this.workers = List.copyOf(workers);
    }

    List<MetricSnapshot> snapshots() {
        return List.of(
                gauge(
                        "sidetone_worker_calls",
                        "Calls that live on the worker.",
                        worker ->
                                (double) worker.counters().get(MediaCounter.CALLS_OPENED)
                                        - worker.counters().get(MediaCounter.CALLS_ENDED)),
                gauge(
                        "sidetone_worker_inbox_depth",
                        WorkerGauge.INBOX_DEPTH_1S.description(),
                        worker -> (double) worker.dutyCycle().inboxDepth()),
                seconds(
                        "sidetone_worker_cycle_longest_seconds",
                        WorkerGauge.CYCLE_LONGEST_NS,
                        DutyCycleTracker::longestNs),
                seconds(
                        "sidetone_worker_cycle_longest_1s_seconds",
                        WorkerGauge.CYCLE_LONGEST_1S_NS,
                        DutyCycleTracker::longestOfSecondNs),
                seconds(
                        "sidetone_worker_cycle_longest_1m_seconds",
                        WorkerGauge.CYCLE_LONGEST_1M_NS,
                        DutyCycleTracker::longestOfMinuteNs),
                counter(
                        "sidetone_worker_busy_seconds",
                        WorkerGauge.BUSY_NS.description(),
                        worker -> worker.dutyCycle().busyNs() / NS_PER_SECOND),
                counter(
                        "sidetone_worker_cycles_over_threshold",
                        MediaCounter.DUTY_CYCLES_OVER_THRESHOLD.description(),
                        worker ->
                                (double)
                                        worker.counters()
                                                .get(MediaCounter.DUTY_CYCLES_OVER_THRESHOLD)));
    }

    private GaugeSnapshot seconds(
            String name, WorkerGauge meaning, ToDoubleFunction<DutyCycleTracker> ns) {
        return gauge(
                name,
                meaning.description(),
                worker -> ns.applyAsDouble(worker.dutyCycle()) / NS_PER_SECOND);
    }

    private GaugeSnapshot gauge(String name, String meaning, ToDoubleFunction<MediaWorker> value) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(meaning);
        Unit unit = BaseUnit.of(name);
        if (unit != null) {
            gauge.unit(unit);
        }
        workers.forEach(worker ->
                gauge.dataPoint(
                        GaugeSnapshot.GaugeDataPointSnapshot.builder()
                                .labels(labels(worker))
                                .value(value.applyAsDouble(worker))
                                .build()));
        return gauge.build();
    }

    private CounterSnapshot counter(
            String name, String meaning, ToDoubleFunction<MediaWorker> value) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(meaning);
        Unit unit = BaseUnit.of(name);
        if (unit != null) {
            counter.unit(unit);
        }
        workers.forEach(worker ->
                counter.dataPoint(
                        CounterSnapshot.CounterDataPointSnapshot.builder()
                                .labels(labels(worker))
                                .value(value.applyAsDouble(worker))
                                .build()));
        return counter.build();
    }

    private static Labels labels(MediaWorker worker) {
        return Labels.of("worker", Integer.toString(worker.index()));
    }
}
