/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.resample;

/**
 * Doubles the sample rate of one stream, 8 to 16 kHz. Doubling mirrors the band about 4 kHz; the
 * filter removes that image, and {@code imageGain} keeps a fraction of it: a recogniser trained on
 * wide-band speech does better with half of it than with an empty upper band. State of one stream,
 * one thread; allocates nothing after construction. Output lags input by {@link #DELAY_SAMPLES}.
 */
public final class Upsampler8To16 {

    /** Delay in samples of the output (16 kHz): 2.9375 ms. */
    public static final int DELAY_SAMPLES = LowPass.CENTRE;

    private static final int FLUSH_INPUTS = (DELAY_SAMPLES + 1) / 2;

    /** Samples that {@link #flush} writes. */
    public static final int FLUSH_SAMPLES = 2 * FLUSH_INPUTS;

    // The filter's two phases: every other input of the doubled stream is zero, so each output
    // meets only half of the taps.
    private final float[] evenTaps = new float[LowPass.TAPS / 2 + 1];
    private final float[] oddTaps = new float[LowPass.TAPS / 2];
    private final DelayLine line = new DelayLine(LowPass.TAPS / 2 + 1);

    /** Removes the image altogether. */
    public Upsampler8To16() {
        this(0.0);
    }

    /**
     * Keeps a part of the image.
     *
     * @param imageGain what is kept of the image, 0 (none) to 1 (all)
     */
    public Upsampler8To16(double imageGain) {
        if (!(imageGain >= 0.0 && imageGain <= 1.0)) {
            throw new IllegalArgumentException("imageGain must be 0 to 1: " + imageGain);
        }
        double[] taps = LowPass.taps();
        for (int i = 0; i < LowPass.TAPS; i++) {
            // The image is kept by letting the unfiltered stream past: one more tap in the middle.
            // Times 2 for the zeros put in.
            double direct = i == LowPass.CENTRE ? imageGain : 0.0;
            float tap = (float) (2.0 * ((1.0 - imageGain) * taps[i] + direct));
            (i % 2 == 0 ? evenTaps : oddTaps)[i / 2] = tap;
        }
    }

    /**
     * Takes {@code samples} samples from {@code src[srcOffset]} and writes twice as many.
     *
     * @return samples written from {@code dst[dstOffset]} on
     */
    public int resample(short[] src, int srcOffset, int samples, short[] dst, int dstOffset) {
        for (int i = 0; i < samples; i++) {
            push(src[srcOffset + i], dst, dstOffset + 2 * i);
        }
        return 2 * samples;
    }

    /**
     * Writes the tail that the filter still holds, {@link #FLUSH_SAMPLES}, and starts afresh.
     *
     * @return samples written from {@code dst[dstOffset]} on
     */
    public int flush(short[] dst, int dstOffset) {
        for (int i = 0; i < FLUSH_INPUTS; i++) {
            push((short) 0, dst, dstOffset + 2 * i);
        }
        reset();
        return FLUSH_SAMPLES;
    }

    /** Forgets the stream, as before the first sample. */
    public void reset() {
        line.clear();
    }

    private void push(short sample, short[] dst, int at) {
        line.push(sample);
        dst[at] = LowPass.toSample(line.convolve(evenTaps));
        dst[at + 1] = LowPass.toSample(line.convolve(oddTaps));
    }
}
