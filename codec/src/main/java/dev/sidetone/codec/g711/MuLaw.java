/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.g711;

/**
 * The µ-law of ITU-T G.711 for 16 bit samples (the Recommendation's 14 bits, two bits further
 * left).
 *
 * <pre>
 *  7   6 5 4     3 2 1 0
 * +---+---------+-----------+
 * | s | segment | interval  |   sent inverted; s is 1 for negative samples
 * +---+---------+-----------+
 * </pre>
 *
 * A sample on a decision value belongs to the interval above it; negative samples are coded as
 * their one's complement, as ITU-T's own software (G.191) does, so -1 is "minus zero". The all-zero
 * code is used: its suppression is a matter of old lines, not of the law.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-G.711">ITU-T G.711</a>
 */
final class MuLaw {

    static final byte[] ENCODE = CompandingTable.encodeTable(MuLaw::compress);
    static final short[] DECODE = CompandingTable.decodeTable(MuLaw::expand);

    /** Moves the segments' edges to powers of two: 33 in the Recommendation's 14 bits. */
    private static final int BIAS = 33 << 2;

    private static final int HIGHEST = Short.MAX_VALUE - BIAS;

    private MuLaw() {}

    private static int compress(short sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int biased = Math.min(sample < 0 ? ~sample : sample, HIGHEST) + BIAS;
        int segment = 24 - Integer.numberOfLeadingZeros(biased);
        int interval = (biased >> (segment + 3)) & 0x0F;
        return ~(sign | (segment << 4) | interval) & 0xFF;
    }

    private static int expand(int code) {
        int bits = ~code & 0xFF;
        int segment = (bits >> 4) & 0x07;
        int magnitude = ((((bits & 0x0F) << 3) + BIAS) << segment) - BIAS;
        return (bits & 0x80) == 0 ? magnitude : -magnitude;
    }
}
