/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.energy;

/**
 * Tells the tones of telephone keys from everything else: nearly all of a block's power lies at one
 * of the four low and one of the four high frequencies of <a
 * href="https://www.itu.int/rec/T-REC-Q.23">ITU-T Q.23</a>, and the two are about as loud. Keys
 * heard in band are no speech, whether or not the carrier tells of them beside. The level is
 * measured by Goertzel's algorithm; ten milliseconds are enough, since speech has its power at the
 * harmonics of its pitch. No state; allocates nothing.
 */
final class KeyTones {
    private static final double SAMPLE_RATE_HZ = 8_000.0;
    private static final double[] LOW = coefficients(697, 770, 852, 941);
    private static final double[] HIGH = coefficients(1209, 1336, 1477, 1633);

    /** Of human speech on 8 kHz no block has even 0.6; keys have 0.8 in noise 20 dB below them. */
    private static final double LEAST_SHARE = 0.7;

    /**
     * The most that one tone may be louder than the other: Q.24 has 8 dB, blocks blur it a little.
     */
    private static final double MOST_TWIST = Math.pow(10, 10 / 10.0);

    private KeyTones() {}

    /** Whether these samples are a key's tones. */
    static boolean in(short[] pcm, int offset, int samples) {
        double energy = 0.0;
        for (int i = offset; i < offset + samples; i++) {
            energy += (double) pcm[i] * pcm[i];
        }
        double least = LEAST_SHARE * energy * samples / 2;
        double low = strongest(LOW, pcm, offset, samples);
        if (low * (1 + MOST_TWIST) <= least) {
            // no high tone makes up for it: most speech needs no second look
            return false;
        }
        double high = strongest(HIGH, pcm, offset, samples);
        return low + high > least && low <= high * MOST_TWIST && high <= low * MOST_TWIST;
    }

    /**
     * Squared magnitude of the strongest of four frequencies. All four in one pass: each recurrence
     * waits for itself, and a processor works at four of them in the time of one.
     */
    private static double strongest(double[] coefficients, short[] pcm, int offset, int samples) {
        double c0 = coefficients[0];
        double c1 = coefficients[1];
        double c2 = coefficients[2];
        double c3 = coefficients[3];
        double before0 = 0.0;
        double before1 = 0.0;
        double before2 = 0.0;
        double before3 = 0.0;
        double last0 = 0.0;
        double last1 = 0.0;
        double last2 = 0.0;
        double last3 = 0.0;
        for (int i = offset; i < offset + samples; i++) {
            double sample = pcm[i];
            double next0 = sample - before0 + c0 * last0;
            double next1 = sample - before1 + c1 * last1;
            double next2 = sample - before2 + c2 * last2;
            double next3 = sample - before3 + c3 * last3;
            before0 = last0;
            before1 = last1;
            before2 = last2;
            before3 = last3;
            last0 = next0;
            last1 = next1;
            last2 = next2;
            last3 = next3;
        }
        return Math.max(
                Math.max(power(c0, last0, before0), power(c1, last1, before1)),
                Math.max(power(c2, last2, before2), power(c3, last3, before3)));
    }

    private static double power(double coefficient, double last, double before) {
        return last * last + before * before - coefficient * last * before;
    }

    private static double[] coefficients(double... frequenciesHz) {
        double[] coefficients = new double[frequenciesHz.length];
        for (int i = 0; i < coefficients.length; i++) {
            coefficients[i] = 2.0 * Math.cos(2.0 * Math.PI * frequenciesHz[i] / SAMPLE_RATE_HZ);
        }
        return coefficients;
    }
}
