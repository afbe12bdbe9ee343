/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Percentiles by nearest rank over every value: exact, and signed as the values are. All null when
 * there is no value.
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

    private static @Nullable Double rank(List<Double> sorted, double share) {
        if (sorted.isEmpty()) {
            return null;
        }
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }
}
