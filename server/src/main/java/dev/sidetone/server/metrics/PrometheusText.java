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
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is counted and timed, in one of <a
 * href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus' two text
 * formats</a>: counters, latencies as histograms since the start, and gauges, <a
 * href="https://prometheus.io/docs/practices/naming/">named and in units</a> as Prometheus asks.
 * The workers' own recorders stay the source; this only shows them in the Prometheus client's
 * model. Any thread but a worker's.
 */
public final class PrometheusText implements MultiCollector {
    private static final String PREFIX = "sidetone_";
    private static final String MILLISECONDS = "_ms";
    private static final double MS_PER_SECOND = 1e3;
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final CounterTotals counters;
    private final WorkerMetrics workers;
    private final LatencyReadings latencies;
    private final EndingCounters endings;
    private final List<NodeGauge> gauges;
    private final ExpositionFormatWriter plain = PrometheusTextFormatWriter.create();
    private final ExpositionFormatWriter open = OpenMetricsTextFormatWriter.create();

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

    /**
     * One scrape.
     *
     * @param contentType of the text
     */
    public record Scrape(String contentType, String text) {}

    /** One scrape in the plain format. */
    public Scrape scrape() {
        return scrape(null);
    }

    /**
     * One scrape in the format that suits the asker: OpenMetrics, which tells units as well, to who
     * takes it, the plain one to everybody else.
     *
     * @param accept the request's header of that name
     */
    public Scrape scrape(@Nullable String accept) {
        ExpositionFormatWriter writer =
                accept != null && accept.contains(OPEN_METRICS) ? open : plain;
        ByteArrayOutputStream text = new ByteArrayOutputStream(32_768);
        try {
            writer.write(text, collect());
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory does not fail to be written", impossible);
        }
        return new Scrape(writer.getContentType(), text.toString(StandardCharsets.UTF_8));
    }

    @Override
    public MetricSnapshots collect() {
        List<MetricSnapshot> all = new ArrayList<>();
        MediaCounter.all().forEach(counter -> all.add(counter(counter)));
        all.add(endings());
        gauges.forEach(gauge -> all.add(gauge(gauge)));
        all.addAll(workers.snapshots());
        latencies.read(totals ->
                LatencyPoint.all().forEach(point -> all.add(latency(point, totals.total(point)))));
        return new MetricSnapshots(all);
    }

    /** A counter by its own name; what is counted in milliseconds is told in seconds. */
    private CounterSnapshot counter(MediaCounter counter) {
        String label = counter.label();
        double count = counters.total(counter);
        if (label.endsWith(MILLISECONDS)) {
            label = label.substring(0, label.length() - MILLISECONDS.length()) + "_seconds";
            count /= MS_PER_SECOND;
        }
        CounterSnapshot.Builder family =
                CounterSnapshot.builder().name(PREFIX + label).help(counter.description());
        Unit unit = BaseUnit.of(label);
        if (unit != null) {
            family.unit(unit);
        }
        return family.dataPoint(point(count, Labels.EMPTY)).build();
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
        GaugeSnapshot.Builder family =
                GaugeSnapshot.builder().name(PREFIX + gauge.label()).help(gauge.meaning());
        Unit unit = BaseUnit.of(gauge.label());
        if (unit != null) {
            family.unit(unit);
        }
        return family.dataPoint(
                        GaugeSnapshot.GaugeDataPointSnapshot.builder()
                                .value((double) gauge.value().getAsLong())
                                .build())
                .build();
    }

    private static HistogramSnapshot latency(LatencyPoint point, Histogram histogram) {
        return HistogramSnapshot.builder()
                .name(PREFIX + point.label() + "_seconds")
                .help(point.description())
                .unit(Unit.SECONDS)
                .dataPoint(LatencyBuckets.of(point, histogram))
                .build();
    }
}
