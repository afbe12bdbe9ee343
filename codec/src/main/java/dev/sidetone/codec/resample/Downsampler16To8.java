/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.resample;

/**
 * Halves the sample rate of one stream, 16 to 8 kHz, behind the low-pass filter that keeps what is
 * above 4 kHz from folding down. State of one stream, one thread; allocates nothing after
 * construction. Output lags input by {@link #DELAY_SAMPLES}.
 */
public final class Downsampler16To8 {

    /** Delay in samples of the output (8 kHz): 2.875 ms. */
    public static final int DELAY_SAMPLES = LowPass.CENTRE / 2;

    private static final float[] TAPS = taps();

    private final DelayLine line = new DelayLine(LowPass.TAPS);
    private boolean oddInput;

    /** Room that {@link #resample} needs for this many samples. */
    public static int maxOutput(int inputSamples) {
        return (inputSamples + 1) / 2;
    }

    /**
     * Takes {@code samples} samples from {@code src[srcOffset]}; any number, an odd one is carried
     * over.
     *
     * @return samples written from {@code dst[dstOffset]} on
     */
    public int resample(short[] src, int srcOffset, int samples, short[] dst, int dstOffset) {
        int written = 0;
        for (int i = 0; i < samples; i++) {
            written += push(src[srcOffset + i], dst, dstOffset + written);
        }
        return written;
    }

    /**
     * Writes the tail that the filter still holds (at most {@code DELAY_SAMPLES + 1} samples) and
     * starts afresh.
     *
     * @return samples written from {@code dst[dstOffset]} on
     */
    public int flush(short[] dst, int dstOffset) {
        int written = 0;
        for (int i = 0; i < 2 * DELAY_SAMPLES || oddInput; i++) {
            written += push((short) 0, dst, dstOffset + written);
        }
        reset();
        return written;
    }

    /** Forgets the stream, as before the first sample. */
    public void reset() {
        line.clear();
        oddInput = false;
    }

    private int push(short sample, short[] dst, int at) {
        line.push(sample);
        oddInput = !oddInput;
        if (oddInput) {
            return 0;
        }
        dst[at] = LowPass.toSample(line.convolve(TAPS));
        return 1;
    }

    private static float[] taps() {
        double[] exact = LowPass.taps();
        float[] taps = new float[exact.length];
        for (int i = 0; i < taps.length; i++) {
            taps[i] = (float) exact[i];
        }
        return taps;
    }
}
