/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.coded;

/**
 * Sine and cosine of the tones, in whole numbers so that sums vectorise, and the purity of a tone
 * among samples: which part of the energy of a window is that tone, 0 to 1.
 */
final class Tones {

    /** Entries of a table, and samples of a window: one period of the lowest step. */
    static final int WINDOW = Codeword.WINDOW_SAMPLES;

    /** 10 bits of table and 16 of sample leave an int room for sums of 16. */
    static final int SCALE = 1 << 10;

    /** Energy of a window below which nothing is judged: an RMS of 15, −67 dBFS. */
    static final long LEAST_ENERGY = 15L * 15 * WINDOW;

    private static final int[] SINE = new int[WINDOW];

    static {
        for (int i = 0; i < WINDOW; i++) {
            SINE[i] = (int) Math.round(SCALE * Math.sin(2 * Math.PI * i / WINDOW));
        }
    }

    private Tones() {}

    /** One tone, a table entry a sample; repeats after {@link #WINDOW} samples. */
    static int[] table(int step, boolean cosine) {
        int[] table = new int[WINDOW];
        for (int i = 0; i < WINDOW; i++) {
            table[i] = SINE[step * i + (cosine ? WINDOW / 4 : 0) & WINDOW - 1];
        }
        return table;
    }

    /** The part of the energy that a tone has, from its two correlations over a window. */
    static double purity(long sine, long cosine, long energy) {
        if (energy < LEAST_ENERGY) {
            return 0;
        }
        double re = (double) sine / SCALE;
        double im = (double) cosine / SCALE;
        return (re * re + im * im) * 2 / ((double) energy * WINDOW);
    }

    /** The same for a window of a ring of samples; {@code mask} is the ring's size less one. */
    static double purity(int step, short[] ring, int mask, long from) {
        long sine = 0;
        long cosine = 0;
        long energy = 0;
        int at = 0;
        for (int i = 0; i < WINDOW; i++) {
            long sample = ring[(int) (from + i) & mask];
            sine += sample * SINE[at];
            cosine += sample * SINE[at + WINDOW / 4 & WINDOW - 1];
            energy += sample * sample;
            at = at + step & WINDOW - 1;
        }
        return purity(sine, cosine, energy);
    }
}
