/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

/**
 * How long each benchmark is measured.
 *
 * @param forks JVMs of its own, one after the other: the compiler decides anew in each
 * @param warmUps iterations that are not counted, per fork
 * @param iterations iterations that are, per fork
 * @param iterationMs length of each
 */
public record BenchLength(int forks, int warmUps, int iterations, int iterationMs) {

    /** For figures to publish. */
    public static final BenchLength FULL = new BenchLength(3, 5, 5, 1000);

    /** A look: some seconds each, and too short to publish. */
    public static final BenchLength QUICK = new BenchLength(1, 3, 3, 300);

    /** "3 forks, 5 × 1000 ms warm-up, 5 × 1000 ms measured". */
    public String inWords() {
        return "%d %s, %d × %d ms warm-up, %d × %d ms measured"
                .formatted(
                        forks,
                        forks == 1 ? "fork" : "forks",
                        warmUps,
                        iterationMs,
                        iterations,
                        iterationMs);
    }
}
