/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.g711;

/**
 * The tables of ITU-T G.711 as the Recommendation builds them: decision values x(0) to x(128) from
 * the widths of the intervals of each segment, and output values halfway between them. Arithmetic
 * on values only; shares nothing with the code under test.
 */
final class DecisionValues {

    private final int[] decision;
    private final int scale;

    private DecisionValues(int[] decision, int scale) {
        this.decision = decision;
        this.scale = scale;
    }

    /**
     * Table 2/G.711: x(1) is 1, then 15 intervals of 2, then segments of 16 that double, to 8159.
     */
    static DecisionValues muLaw() {
        int[] x = new int[129];
        x[1] = 1;
        for (int n = 2; n <= 128; n++) {
            x[n] = x[n - 1] + (2 << ((n - 1) / 16));
        }
        return new DecisionValues(x, 4);
    }

    /** Table 1/G.711: 32 intervals of 2, then segments of 16 that double, to 4096. */
    static DecisionValues aLaw() {
        int[] x = new int[129];
        for (int n = 1; n <= 128; n++) {
            int segment = Math.max(1, (n - 1) / 16);
            x[n] = x[n - 1] + (1 << segment);
        }
        return new DecisionValues(x, 8);
    }

    /**
     * The interval a 16 bit magnitude lies in: 0 to 127; what is over the last value is clipped.
     */
    int intervalOf(int magnitude) {
        int interval = 0;
        while (interval < 127 && magnitude >= decision[interval + 1] * scale) {
            interval++;
        }
        return interval;
    }

    /** The output value of an interval in 16 bits: the middle of it. */
    int outputOf(int interval) {
        return (decision[interval] + decision[interval + 1]) * scale / 2;
    }

    /** Decision value x(n). */
    int decision(int n) {
        return decision[n];
    }
}
