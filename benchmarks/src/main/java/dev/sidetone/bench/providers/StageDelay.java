/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import java.util.SplittableRandom;

/**
 * A log-normal delay given by two of its percentiles.
 *
 * @param p50Ms the median
 * @param p99Ms what one in a hundred exceeds; the same as the median for a fixed delay
 */
public record StageDelay(double p50Ms, double p99Ms) {

    /** No delay at all. */
    public static final StageDelay NONE = new StageDelay(0, 0);

    /** The 99th percentile of the standard normal distribution. */
    private static final double Z99 = 2.326_347_874;

    /** A draw is cut here: no turn should hang on one in ten million. */
    private static final double MOST_Z = 5;

    public StageDelay {
        boolean fits = p50Ms >= 0 && p99Ms >= p50Ms && p99Ms <= 60_000 && (p50Ms > 0 || p99Ms == 0);
        if (!fits) {
            throw new IllegalArgumentException(
                    "a delay is P50,P99 in ms with 0 <= P50 <= P99 <= 60000, not "
                            + p50Ms
                            + ","
                            + p99Ms);
        }
    }

    static StageDelay parse(String text) {
        String[] parts = text.split(",", -1);
        try {
            double p50 = Double.parseDouble(parts[0].strip());
            double p99 = parts.length == 1 ? p50 : Double.parseDouble(parts[1].strip());
            if (parts.length <= 2) {
                return new StageDelay(p50, p99);
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException("a delay is P50,P99 in ms, not '" + text + "'");
    }

    /** The delay of one draw. */
    double drawMs(SplittableRandom random) {
        if (p50Ms == 0) {
            return 0;
        }
        double sigma = Math.log(p99Ms / p50Ms) / Z99;
        double z = Math.clamp(random.nextGaussian(), -MOST_Z, MOST_Z);
        return p50Ms * Math.exp(sigma * z);
    }
}
