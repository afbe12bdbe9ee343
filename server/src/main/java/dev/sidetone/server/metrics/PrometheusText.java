/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.metrics;

import dev.sidetone.media.metrics.CounterTotals;
import dev.sidetone.media.metrics.LatencyPoint;
import dev.sidetone.media.metrics.LatencyTotals;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.link.Termination;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Everything that is counted and timed, as <a
 * href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus text</a>:
 * counters, latencies in seconds since the start as summaries, and gauges. Any thread but a
 * worker's.
 */
public final class PrometheusText {
    private static final double[] QUANTILES = {0.5, 0.9, 0.95, 0.99, 0.999, 1.0};
    private static final double US_PER_SECOND = 1e6;

    private final CounterTotals counters;
    private final LatencyTotals latencies;
    private final EndingCounters endings;
    private final Supplier<Map<String, Gauge>> gauges;

    /** A recorder's interval can be read once only, so two scrapes must not collect at a time. */
    private final ReentrantLock collecting = new ReentrantLock();

    /**
     * A value that goes up and down.
     *
     * @param meaning one sentence
     */
    public record Gauge(String meaning, double value) {}

    public PrometheusText(
            CounterTotals counters,
            LatencyTotals latencies,
            EndingCounters endings,
            Supplier<Map<String, Gauge>> gauges) {
        this.counters = counters;
        this.latencies = latencies;
        this.endings = endings;
        this.gauges = gauges;
    }

    /** The text of one scrape. */
    public String scrape() {
        StringBuilder text = new StringBuilder(16_384);
        for (MediaCounter counter : MediaCounter.all()) {
            String name = "sidetone_" + counter.label() + "_total";
            head(text, name, counter.description(), "counter");
            text.append(name).append(' ').append(counters.total(counter)).append('\n');
        }
        endings(text);
        gauges.get()
                .forEach((label, gauge) -> {
                    String name = "sidetone_" + label;
                    head(text, name, gauge.meaning(), "gauge");
                    text.append(name).append(' ').append(number(gauge.value())).append('\n');
                });
        latencies(text);
        return text.toString();
    }

    private void endings(StringBuilder text) {
        String name = "sidetone_terminations_total";
        head(
                text,
                name,
                "Ends of calls, and of media sockets that never became one, by reason.",
                "counter");
        for (Termination.Reason reason : Termination.Reason.values()) {
            text.append(name)
                    .append("{result=\"")
                    .append(reason.result().word())
                    .append("\",reason=\"")
                    .append(reason.word())
                    .append("\"} ")
                    .append(endings.count(reason))
                    .append('\n');
        }
    }

    private void latencies(StringBuilder text) {
        collecting.lock();
        try {
            latencies.collect();
            for (LatencyPoint point : LatencyPoint.all()) {
                latency(text, point, latencies.total(point));
            }
        } finally {
            collecting.unlock();
        }
    }

    private static void latency(StringBuilder text, LatencyPoint point, Histogram histogram) {
        String name = "sidetone_" + point.label() + "_seconds";
        long count = histogram.getTotalCount();
        head(text, name, point.description(), "summary");
        for (double quantile : QUANTILES) {
            double seconds =
                    count == 0
                            ? Double.NaN
                            : histogram.getValueAtPercentile(quantile * 100) / US_PER_SECOND;
            text.append(name)
                    .append("{quantile=\"")
                    .append(number(quantile))
                    .append("\"} ")
                    .append(number(seconds))
                    .append('\n');
        }
        double sum = count == 0 ? 0 : histogram.getMean() * count / US_PER_SECOND;
        text.append(name).append("_sum ").append(number(sum)).append('\n');
        text.append(name).append("_count ").append(count).append('\n');
    }

    private static void head(StringBuilder text, String name, String meaning, String type) {
        String escaped = meaning.replace("\\", "\\\\").replace("\n", "\\n");
        text.append("# HELP ").append(name).append(' ').append(escaped).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.6g", value);
    }
}
