/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.resample;

/**
 * The low-pass filter both directions share: 95 taps at 16 kHz, windowed sinc (Blackman), -6 dB at
 * 3.8 kHz, gain 1 at 0 Hz.
 */
final class LowPass {

    /**
     * Odd, so that the filter is symmetric about one tap and its delay a whole number of 16 kHz
     * samples.
     */
    static final int TAPS = 95;

    /** The tap in the middle: the filter's delay in 16 kHz samples. */
    static final int CENTRE = TAPS / 2;

    private static final double CUT_OFF_CYCLES_PER_SAMPLE = 3_800.0 / 16_000.0;

    private LowPass() {}

    static double[] taps() {
        double[] taps = new double[TAPS];
        double sum = 0.0;
        for (int i = 0; i < TAPS; i++) {
            taps[i] = sinc(i - CENTRE) * blackman(i);
            sum += taps[i];
        }
        for (int i = 0; i < TAPS; i++) {
            taps[i] /= sum;
        }
        return taps;
    }

    /** Rounds and saturates; a filter's overshoot must not wrap around. */
    static short toSample(float value) {
        return (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private static double sinc(int k) {
        return k == 0
                ? 2.0 * CUT_OFF_CYCLES_PER_SAMPLE
                : Math.sin(2.0 * Math.PI * CUT_OFF_CYCLES_PER_SAMPLE * k) / (Math.PI * k);
    }

    private static double blackman(int i) {
        double phase = 2.0 * Math.PI * i / (TAPS - 1);
        return 0.42 - 0.5 * Math.cos(phase) + 0.08 * Math.cos(2.0 * phase);
    }
}
