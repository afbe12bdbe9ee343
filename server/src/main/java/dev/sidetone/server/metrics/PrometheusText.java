/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.metrics;

import dev.sidetone.media.metrics.CounterTotals;
import dev.sidetone.media.metrics.LatencyPoint;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.worker.WorkerGroup;
import dev.sidetone.orchestrator.link.Termination;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Everything that is counted and timed, as <a
 * href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus text</a>:
 * counters, latencies in seconds since the start as summaries, and gauges. The workers' own
 * recorders stay the source; this only shows them in the Prometheus client's model. Any thread but
 * a worker's.
 */
public final class PrometheusText implements MultiCollector {
    private static final double[] QUANTILES = {0.5, 0.9, 0.95, 0.99, 0.999, 1.0};
    private static final double US_PER_SECOND = 1e6;
    private static final String PREFIX = "sidetone_";

    private final CounterTotals counters;
    private final WorkerMetrics workers;
    private final LatencyReadings latencies;
    private final EndingCounters endings;
    private final List<NodeGauge> gauges;
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    public PrometheusText(
            WorkerGroup workers,
            LatencyReadings latencies,
            EndingCounters endings,
            List<NodeGauge> gauges) {
        this.counters = workers.counterTotals();
        this.workers = new WorkerMetrics(workers.workers());
        this.latencies = latencies;
        this.endings = endings;
        this.gauges = List.copyOf(gauges);
    }

    /** The content type of {@link #scrape}. */
    public String contentType() {
        return writer.getContentType();
    }

    /** The text of one scrape. */
    public String scrape() {
        ByteArrayOutputStream text = new ByteArrayOutputStream(16_384);
        try {
            writer.write(text, collect());
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory does not fail to be written", impossible);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Override
    public MetricSnapshots collect() {
        List<MetricSnapshot> all = new ArrayList<>();
        for (MediaCounter counter : MediaCounter.all()) {
            all.add(
                    CounterSnapshot.builder()
                            .name(PREFIX + counter.label())
                            .help(counter.description())
                            .dataPoint(point((double) counters.total(counter), Labels.EMPTY))
                            .build());
        }
        all.add(endings());
        gauges.forEach(gauge -> all.add(gauge(gauge)));
        all.addAll(workers.snapshots());
        latencies.read(totals ->
                LatencyPoint.all().forEach(point -> all.add(summary(point, totals.total(point)))));
        return new MetricSnapshots(all);
    }

    private CounterSnapshot endings() {
        CounterSnapshot.Builder reasons =
                CounterSnapshot.builder()
                        .name(PREFIX + "terminations")
                        .help(
                                "Ends of calls, and of media sockets that never became one, by reason.");
        for (Termination.Reason reason : Termination.Reason.values()) {
            Labels labels = Labels.of("result", reason.result().word(), "reason", reason.word());
            reasons.dataPoint(point((double) endings.count(reason), labels));
        }
        return reasons.build();
    }

    private static CounterSnapshot.CounterDataPointSnapshot point(double value, Labels labels) {
        return CounterSnapshot.CounterDataPointSnapshot.builder()
                .value(value)
                .labels(labels)
                .build();
    }

    private static GaugeSnapshot gauge(NodeGauge gauge) {
        return GaugeSnapshot.builder()
                .name(PREFIX + gauge.label())
                .help(gauge.meaning())
                .dataPoint(
                        GaugeSnapshot.GaugeDataPointSnapshot.builder()
                                .value((double) gauge.value().getAsLong())
                                .build())
                .build();
    }

    private static SummarySnapshot summary(LatencyPoint point, Histogram histogram) {
        long count = histogram.getTotalCount();
        List<Quantile> quantiles = new ArrayList<>();
        for (double quantile : QUANTILES) {
            double seconds =
                    count == 0
                            ? Double.NaN
                            : histogram.getValueAtPercentile(quantile * 100) / US_PER_SECOND;
            quantiles.add(new Quantile(quantile, seconds));
        }
        double sum = count == 0 ? 0 : histogram.getMean() * count / US_PER_SECOND;
        return SummarySnapshot.builder()
                .name(PREFIX + point.label() + "_seconds")
                .help(point.description())
                .unit(Unit.SECONDS)
                .dataPoint(
                        SummarySnapshot.SummaryDataPointSnapshot.builder()
                                .count(count)
                                .sum(sum)
                                .quantiles(Quantiles.of(quantiles))
                                .build())
                .build();
    }
}
