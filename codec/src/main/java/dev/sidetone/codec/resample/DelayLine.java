/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.resample;

import java.util.Arrays;

/**
 * The last {@code length} samples of a stream, always contiguous: each sample is stored twice,
 * {@code length} apart, so a filter reads them as one run without wrapping around.
 */
final class DelayLine {

    private final float[] samples;
    private final int length;
    private int newest;

    DelayLine(int length) {
        this.length = length;
        this.samples = new float[2 * length];
    }

    void push(short sample) {
        newest = newest == 0 ? length - 1 : newest - 1;
        samples[newest] = sample;
        samples[newest + length] = sample;
    }

    /** Sum of {@code taps[i]} times the sample pushed i pushes ago. */
    float convolve(float[] taps) {
        // Four sums, so that the additions do not wait for one another.
        float a = 0f;
        float b = 0f;
        float c = 0f;
        float d = 0f;
        int i = 0;
        for (; i + 3 < taps.length; i += 4) {
            a += taps[i] * samples[newest + i];
            b += taps[i + 1] * samples[newest + i + 1];
            c += taps[i + 2] * samples[newest + i + 2];
            d += taps[i + 3] * samples[newest + i + 3];
        }
        for (; i < taps.length; i++) {
            a += taps[i] * samples[newest + i];
        }
        return a + b + (c + d);
    }

    void clear() {
        Arrays.fill(samples, 0f);
        newest = 0;
    }
}
