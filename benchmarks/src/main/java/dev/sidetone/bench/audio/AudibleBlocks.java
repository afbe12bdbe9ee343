/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.audio;

/**
 * What counts as audible: a block of 10 ms whose RMS is above −45 dBFS. One rule for the caller's voice and the agent's, as DESIGN.md 5
 * has it; the measure is the one of draft-nygate-ippm-mrl's annotated stimuli, not a voice activity detector.
 */
public final class AudibleBlocks {

    /** Samples of a block at 8 kHz. */
    public static final int BLOCK_SAMPLES = 80;

    /** Length of a block. */
    public static final int BLOCK_MS = 10;

    private static final double THRESHOLD_RMS = 32768 * Math.pow(10, -45 / 20.0);
    private static final double THRESHOLD_POWER = THRESHOLD_RMS * THRESHOLD_RMS;

    private AudibleBlocks() {}

    /** Whether the samples {@code pcm[from, to)}, at most a block, are audible. An empty range is not. */
    public static boolean audible(short[] pcm, int from, int to) {
        double energy = 0;
        for (int i = from; i < to; i++) {
            energy += (double) pcm[i] * pcm[i];
        }
        return to > from && energy / (to - from) > THRESHOLD_POWER;
    }

    /** Index of the first sample of the first audible block, or −1. */
    public static int firstAudibleSample(short[] pcm) {
        for (int from = 0; from < pcm.length; from += BLOCK_SAMPLES) {
            if (audible(pcm, from, Math.min(pcm.length, from + BLOCK_SAMPLES))) {
                return from;
            }
        }
        return -1;
    }

    /** Index after the last sample of the last audible block, or −1. */
    public static int endOfLastAudible(short[] pcm) {
        int from = (pcm.length - 1) / BLOCK_SAMPLES * BLOCK_SAMPLES;
        for (; from >= 0; from -= BLOCK_SAMPLES) {
            int to = Math.min(pcm.length, from + BLOCK_SAMPLES);
            if (audible(pcm, from, to)) {
                return to;
            }
        }
        return -1;
    }
}
