/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.coded;

/**
 * Looks for the two sync tones in a stream. Correlates in blocks of 16 samples and judges windows
 * of eight blocks, so a stream costs the same at any alignment. One stream, one thread; allocates
 * nothing.
 */
final class SyncSearch {

    /** Samples of a block. */
    static final int BLOCK_SAMPLES = 16;

    /** This part of a window's energy must be the tone. */
    static final double PURE = 0.8;

    /** So much of a tone in the slot beside its own says that a frame was played twice. */
    static final double REPEATED = 0.7;

    private static final int WINDOW_BLOCKS = Codeword.WINDOW_SAMPLES / BLOCK_SAMPLES;
    private static final int SLOT_BLOCKS = Codeword.SLOT_SAMPLES / BLOCK_SAMPLES;

    /** A power of two above two slots and a window. */
    private static final int KEPT = 32;

    private static final int[] FIRST_SINE = Tones.table(Codeword.syncStep(0), false);
    private static final int[] FIRST_COSINE = Tones.table(Codeword.syncStep(0), true);
    private static final int[] SECOND_SINE = Tones.table(Codeword.syncStep(1), false);
    private static final int[] SECOND_COSINE = Tones.table(Codeword.syncStep(1), true);

    private final long[] energies = new long[KEPT];
    private final int[] firstSines = new int[KEPT];
    private final int[] firstCosines = new int[KEPT];
    private final int[] secondSines = new int[KEPT];
    private final int[] secondCosines = new int[KEPT];
    private final double[] firstPurity = new double[KEPT];

    private long blocks;
    private long foundSince = -1;

    /**
     * Takes the next block.
     *
     * @return the sample at which a codeword's first slot began, found by this block; -1 for none
     */
    long onBlock(short[] pcm, int offset) {
        int at = (int) blocks & KEPT - 1;
        correlate(pcm, offset, at);
        blocks++;
        long energy = 0;
        for (int back = 0; back < WINDOW_BLOCKS; back++) {
            energy += energies[at - back & KEPT - 1];
        }
        firstPurity[at] = purity(firstSines, firstCosines, at, energy);
        boolean sync =
                firstPurity[at - SLOT_BLOCKS & KEPT - 1] >= PURE
                        && firstPurity[at - 2 * SLOT_BLOCKS & KEPT - 1] < REPEATED
                        && purity(secondSines, secondCosines, at, energy) >= PURE;
        if (sync && foundSince < 0) {
            foundSince = blocks;
        }
        if (sync || foundSince < 0) {
            return -1;
        }
        // The middle of the places that fit: as far from both neighbours as can be.
        long lastWindowEnd = (foundSince + blocks - 1) * BLOCK_SAMPLES / 2;
        foundSince = -1;
        return lastWindowEnd
                + Codeword.MARGIN_SAMPLES
                - (long) Codeword.SYNC_SLOTS * Codeword.SLOT_SAMPLES;
    }

    private void correlate(short[] pcm, int offset, int at) {
        long energy = 0;
        for (int i = 0; i < BLOCK_SAMPLES; i++) {
            int sample = pcm[offset + i];
            energy += (long) sample * sample;
        }
        energies[at] = energy;
        firstSines[at] = 0;
        firstCosines[at] = 0;
        secondSines[at] = 0;
        secondCosines[at] = 0;
        if (energy * WINDOW_BLOCKS < Tones.LEAST_ENERGY) {
            return;
        }
        int phase = (int) (blocks * BLOCK_SAMPLES) & Tones.WINDOW - 1;
        firstSines[at] = sum(pcm, offset, FIRST_SINE, phase);
        firstCosines[at] = sum(pcm, offset, FIRST_COSINE, phase);
        secondSines[at] = sum(pcm, offset, SECOND_SINE, phase);
        secondCosines[at] = sum(pcm, offset, SECOND_COSINE, phase);
    }

    private static int sum(short[] pcm, int offset, int[] table, int phase) {
        int sum = 0;
        for (int i = 0; i < BLOCK_SAMPLES; i++) {
            sum += pcm[offset + i] * table[phase + i];
        }
        return sum;
    }

    private static double purity(int[] sines, int[] cosines, int last, long energy) {
        if (energy < Tones.LEAST_ENERGY) {
            return 0;
        }
        long sine = 0;
        long cosine = 0;
        for (int back = 0; back < WINDOW_BLOCKS; back++) {
            sine += sines[last - back & KEPT - 1];
            cosine += cosines[last - back & KEPT - 1];
        }
        return Tones.purity(sine, cosine, energy);
    }
}
