/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.resample;

/** Test tones, and how much of one is in a signal. */
final class Tone {

    static final double AMPLITUDE = 10_000.0;

    private Tone() {}

    static short[] sine(double hertz, int sampleRate, int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * hertz * i / sampleRate));
        }
        return pcm;
    }

    /**
     * Amplitude of that frequency over whole seconds of the signal, in dB over {@link #AMPLITUDE}.
     */
    static double gainDb(short[] pcm, int from, int samples, double hertz, int sampleRate) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < samples; i++) {
            double phase = 2 * Math.PI * hertz * i / sampleRate;
            re += pcm[from + i] * Math.cos(phase);
            im += pcm[from + i] * Math.sin(phase);
        }
        return 20 * Math.log10(Math.max(Math.hypot(re, im) * 2 / samples, 1e-3) / AMPLITUDE);
    }
}
