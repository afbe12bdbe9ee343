/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.testing;

import java.util.Random;

/**
 * Checks a property on many random cases that are the same in every run: case {@code n} is drawn
 * from {@code new Random(n)}. A failure names its seed, and {@link #check} with that seed alone
 * repeats it. Nothing is shrunk: generators are to begin small.
 */
public final class SeededCases {

    private SeededCases() {}

    /** A property; it fails by throwing. */
    @FunctionalInterface
    public interface Property {
        void holds(Random random) throws Exception;
    }

    /** Checks the property with the seeds 1 to {@code cases}. */
    public static void forEach(int cases, Property property) {
        for (long seed = 1; seed <= cases; seed++) {
            check(seed, property);
        }
    }

    /** Checks the property with one seed. */
    public static void check(long seed, Property property) {
        try {
            property.holds(new Random(seed));
        } catch (Exception | AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
