/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.energy;

/**
 * Second-order Butterworth high-pass at 200 Hz for 8 kHz audio (bilinear transform): takes away
 * direct current, mains hum and the low end of room noise, where telephone speech has little. State
 * of one stream.
 */
final class HighPass {

    private static final double CUT_OFF_HZ = 200.0;
    private static final double SAMPLE_RATE_HZ = 8_000.0;

    private static final double B0;
    private static final double A1;
    private static final double A2;

    static {
        double k = Math.tan(Math.PI * CUT_OFF_HZ / SAMPLE_RATE_HZ);
        double norm = 1.0 / (1.0 + Math.sqrt(2.0) * k + k * k);
        B0 = norm;
        A1 = 2.0 * (k * k - 1.0) * norm;
        A2 = (1.0 - Math.sqrt(2.0) * k + k * k) * norm;
    }

    private boolean started;
    private double x1;
    private double x2;
    private double y1;
    private double y2;

    /** Filters a run of samples and returns its energy: the sum of squares. */
    double energy(short[] pcm, int offset, int samples) {
        if (!started) {
            // As if the first sample had been there for ever: a direct-current offset must not
            // begin with a click.
            x1 = pcm[offset];
            x2 = x1;
            started = true;
        }
        double sum = 0.0;
        for (int i = offset; i < offset + samples; i++) {
            double x = pcm[i];
            // In this order only one product and one difference wait for the sample before.
            double y = B0 * (x - 2.0 * x1 + x2) - A2 * y2 - A1 * y1;
            x2 = x1;
            x1 = x;
            y2 = y1;
            y1 = y;
            sum += y * y;
        }
        // A filter that rings down into denormal numbers costs a hundred times as much for each of
        // them.
        y1 = Math.abs(y1) < 1e-9 ? 0.0 : y1;
        y2 = Math.abs(y2) < 1e-9 ? 0.0 : y2;
        return sum;
    }

    void reset() {
        started = false;
        x1 = 0.0;
        x2 = 0.0;
        y1 = 0.0;
        y2 = 0.0;
    }
}
