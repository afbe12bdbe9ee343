/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import java.util.Collection;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Percentiles by nearest rank over every value: exact, and signed as the values are; or of a
 * histogram, as exact as that is. All null when there is no value.
 *
 * @param count number of values
 */
public record Percentiles(
        int count,
        @Nullable Double p50,
        @Nullable Double p90,
        @Nullable Double p95,
        @Nullable Double p99,
        @Nullable Double p999,
        @Nullable Double max) {

    /** Percentiles of some values. */
    public static Percentiles of(Collection<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return new Percentiles(
                sorted.size(),
                rank(sorted, 0.5),
                rank(sorted, 0.9),
                rank(sorted, 0.95),
                rank(sorted, 0.99),
                rank(sorted, 0.999),
                rank(sorted, 1));
    }

    /** Percentiles of a histogram, whose values are microseconds, in milliseconds. */
    public static Percentiles ofMicros(Histogram us) {
        return new Percentiles(
                (int) Math.min(us.getTotalCount(), Integer.MAX_VALUE),
                ms(us, 50),
                ms(us, 90),
                ms(us, 95),
                ms(us, 99),
                ms(us, 99.9),
                ms(us, 100));
    }

    private static @Nullable Double ms(Histogram us, double percentile) {
        return us.getTotalCount() == 0 ? null : us.getValueAtPercentile(percentile) / 1000.0;
    }

    private static @Nullable Double rank(List<Double> sorted, double share) {
        if (sorted.isEmpty()) {
            return null;
        }
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }
}
