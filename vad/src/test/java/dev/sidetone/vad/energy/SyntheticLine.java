/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.energy;

import java.util.Random;

/**
 * Makes 8 kHz telephone sound of known level for tests; the same every time. Levels are dBFS RMS.
 */
final class SyntheticLine {

    static final int SAMPLE_RATE = 8_000;

    private final Random random = new Random(7);
    private final short[] pcm;

    SyntheticLine(int lengthMs) {
        pcm = new short[lengthMs * SAMPLE_RATE / 1000];
    }

    /** White noise over the telephone band. */
    SyntheticLine noise(int fromMs, int toMs, double dbfs) {
        double sigma = amplitude(dbfs);
        return add(fromMs, toMs, i -> sigma * random.nextGaussian());
    }

    SyntheticLine hum(int fromMs, int toMs, double dbfs) {
        double peak = amplitude(dbfs) * Math.sqrt(2.0);
        return add(fromMs, toMs, i -> peak * Math.sin(2 * Math.PI * 50 * i / SAMPLE_RATE));
    }

    SyntheticLine directCurrent(int fromMs, int toMs, int value) {
        return add(fromMs, toMs, i -> value);
    }

    /**
     * Something as lively as speech: harmonics of a wandering voice and hiss under syllables, four
     * a second, each dipping by {@code dipDb}; {@code dbfs} is the level at the syllables' middles.
     */
    SyntheticLine speech(int fromMs, int toMs, double dbfs, double dipDb) {
        double[] phase = new double[1];
        double scale = amplitude(dbfs) / Math.sqrt(0.5 * (1 + 0.5 + 0.25 + 0.125) + 0.01);
        return add(
                fromMs,
                toMs,
                i -> {
                    double seconds = (double) i / SAMPLE_RATE;
                    phase[0] +=
                            2
                                    * Math.PI
                                    * (140 + 30 * Math.sin(2 * Math.PI * 0.7 * seconds))
                                    / SAMPLE_RATE;
                    double voice =
                            Math.sin(2 * phase[0])
                                    + Math.sqrt(0.5) * Math.sin(3 * phase[0])
                                    + 0.5 * Math.sin(5 * phase[0])
                                    + Math.sqrt(0.125) * Math.sin(9 * phase[0])
                                    + 0.1 * random.nextGaussian();
                    double sinceOnset = seconds - fromMs / 1000.0;
                    double syllable = 0.5 - 0.5 * Math.cos(2 * Math.PI * (4 * sinceOnset + 0.15));
                    return scale * voice * Math.pow(10, -dipDb * (1 - syllable) / 20);
                });
    }

    short[] pcm() {
        return pcm;
    }

    private SyntheticLine add(int fromMs, int toMs, Sound sound) {
        for (int i = fromMs * 8; i < toMs * 8; i++) {
            long sum = pcm[i] + Math.round(sound.at(i));
            pcm[i] = (short) Math.clamp(sum, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return this;
    }

    private static double amplitude(double dbfs) {
        return 32_768 * Math.pow(10, dbfs / 20);
    }

    /** A sound's value at a sample. */
    @FunctionalInterface
    private interface Sound {
        double at(int sample);
    }
}
