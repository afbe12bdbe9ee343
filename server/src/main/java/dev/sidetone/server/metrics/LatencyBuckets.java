/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.metrics;

import dev.sidetone.media.metrics.LatencyPoint;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * A latency's histogram as Prometheus wants it: buckets with an upper bound in seconds, which grow
 * for as long as the process runs, so that a server there can take percentiles of any window and
 * over any number of nodes. Stateless.
 *
 * <p>The bounds lie close where answers usually are (300 to 600 ms), since a percentile that
 * Prometheus computes is only as exact as the bucket it falls in. A bound is part of the series'
 * identity: to move one breaks what was stored.
 */
final class LatencyBuckets {
    private static final double US_PER_SECOND = 1e6;

    /** Times of the machine: from 10 µs. */
    private static final double[] WORKER_SECONDS = {
        0.00001, 0.00002, 0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05,
        0.1, 0.2, 0.5, 1
    };

    /** Times that a caller could hear. */
    private static final double[] TURN_SECONDS = {
        0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.425, 0.45,
        0.475, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 2, 3, 5, 10
    };

    private LatencyBuckets() {}

    static HistogramSnapshot.HistogramDataPointSnapshot of(LatencyPoint point, Histogram latency) {
        double[] bounds = boundsOf(point);
        long[] counts = new long[bounds.length + 1];
        double sumUs = 0;
        for (HistogramIterationValue cell : latency.recordedValues()) {
            long count = cell.getCountAddedInThisIterationStep();
            long us = cell.getValueIteratedTo();
            sumUs += (double) latency.medianEquivalentValue(us) * count;
            // a cell belongs where its least value does, so that a value equal to a bound is
            // within it, as "le" says
            counts[bucketOf(latency.lowestEquivalentValue(us) / US_PER_SECOND, bounds)] += count;
        }
        return HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(
                        ClassicHistogramBuckets.of(withInfinity(bounds), boxed(counts)))
                .sum(sumUs / US_PER_SECOND)
                .build();
    }

    private static double[] boundsOf(LatencyPoint point) {
        return switch (point) {
            case INBOX_WAIT, DUTY_CYCLE, PLAYOUT_LATENESS -> WORKER_SECONDS;
            case MRL_SERVER,
                    ENDPOINTING,
                    STT_FINAL,
                    LLM_FIRST_TOKEN,
                    FIRST_SENTENCE,
                    TTS_FIRST_AUDIO,
                    EGRESS,
                    BARGE_IN_CLEAR,
                    MARK_ROUND_TRIP,
                    TOOL_CALL ->
                    TURN_SECONDS;
        };
    }

    private static int bucketOf(double seconds, double[] bounds) {
        int bucket = 0;
        while (bucket < bounds.length && seconds > bounds[bucket]) {
            bucket++;
        }
        return bucket;
    }

    private static List<Double> withInfinity(double[] bounds) {
        List<Double> all = new ArrayList<>(bounds.length + 1);
        for (double bound : bounds) {
            all.add(bound);
        }
        all.add(Double.POSITIVE_INFINITY);
        return all;
    }

    private static List<Long> boxed(long[] counts) {
        List<Long> all = new ArrayList<>(counts.length);
        for (long count : counts) {
            all.add(count);
        }
        return all;
    }
}
