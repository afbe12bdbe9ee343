/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Latency over percentiles, dense where it gets interesting.
 *
 * @param what name of the figure
 */
public record LatencyCurve(String what, List<Point> points) {

    private static final int TICKS_PER_HALVING = 8;
    private static final double US_PER_MS = 1000;

    public LatencyCurve {
        points = List.copyOf(points);
    }

    /** One point. */
    public record Point(double percentile, double ms) {}

    /** Of a histogram of microseconds. */
    static LatencyCurve ofMicros(String what, Histogram us) {
        List<Point> points = new ArrayList<>();
        us.percentiles(TICKS_PER_HALVING)
                .forEach(step ->
                        points.add(
                                new Point(
                                        step.getPercentileLevelIteratedTo(),
                                        step.getValueIteratedTo() / US_PER_MS)));
        return new LatencyCurve(what, points);
    }

    /** Of values that may be negative. */
    static LatencyCurve ofValues(String what, List<Double> valuesMs) {
        List<Double> sorted = valuesMs.stream().sorted().toList();
        List<Point> points = new ArrayList<>();
        int last = -1;
        for (double rest = 1; !sorted.isEmpty() && last < sorted.size() - 1; rest *= 0.9) {
            int rank = Math.max(0, (int) Math.ceil((1 - rest) * sorted.size()) - 1);
            if (rank > last || 1 / rest > sorted.size()) {
                last = 1 / rest > sorted.size() ? sorted.size() - 1 : rank;
                points.add(new Point(100 * (1 - rest), sorted.get(last)));
            }
        }
        return new LatencyCurve(what, points);
    }
}
