/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.level;

/**
 * The one definition of "audible" for callers, agents, harness and server alike: a block of 10 ms
 * whose RMS is above -45 dBFS. 0 dBFS is the RMS of a full-scale square wave (32 768), so a
 * full-scale sine has -3.01 dBFS. An incomplete last block is judged by what there is of it.
 */
public final class AudibleLevel {

    /** Length of one judged block. */
    public static final int BLOCK_MS = 10;

    /** A block above this RMS is audible. */
    public static final double THRESHOLD_DBFS = -45.0;

    private static final double FULL_SCALE_SQUARED = 32_768.0 * 32_768.0;

    /** Mean square of a block exactly on the threshold. */
    static final double THRESHOLD_MEAN_SQUARE =
            FULL_SCALE_SQUARED * Math.pow(10.0, THRESHOLD_DBFS / 10.0);

    private AudibleLevel() {}

    /** Whether these samples, as one block, are audible; no samples are not. */
    public static boolean isAudible(short[] pcm, int offset, int samples) {
        return sumOfSquares(pcm, offset, samples) > THRESHOLD_MEAN_SQUARE * samples;
    }

    /** RMS of these samples in dBFS; negative infinity for digital silence and for no samples. */
    public static double dbfs(short[] pcm, int offset, int samples) {
        long sum = sumOfSquares(pcm, offset, samples);
        return sum == 0
                ? Double.NEGATIVE_INFINITY
                : 10.0 * Math.log10(sum / (samples * FULL_SCALE_SQUARED));
    }

    /**
     * Where the first audible block starts, in ms from {@code pcm[offset]}; -1 when nothing is
     * audible.
     */
    public static int firstAudibleMs(short[] pcm, int offset, int samples, int sampleRate) {
        int block = blockSamples(sampleRate);
        for (int at = 0; at < samples; at += block) {
            if (isAudible(pcm, offset + at, Math.min(block, samples - at))) {
                return at / block * BLOCK_MS;
            }
        }
        return -1;
    }

    /**
     * Where the last audible block ends, in ms from {@code pcm[offset]}; -1 when nothing is
     * audible.
     */
    public static int lastAudibleMs(short[] pcm, int offset, int samples, int sampleRate) {
        int block = blockSamples(sampleRate);
        for (int at = (samples - 1) / block * block; at >= 0; at -= block) {
            if (isAudible(pcm, offset + at, Math.min(block, samples - at))) {
                return at / block * BLOCK_MS + BLOCK_MS;
            }
        }
        return -1;
    }

    private static int blockSamples(int sampleRate) {
        return sampleRate / 1000 * BLOCK_MS;
    }

    private static long sumOfSquares(short[] pcm, int offset, int samples) {
        long sum = 0;
        for (int i = offset; i < offset + samples; i++) {
            sum += (long) pcm[i] * pcm[i];
        }
        return sum;
    }
}
