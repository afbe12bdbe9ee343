/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.g711;

/**
 * The A-law of ITU-T G.711 for 16 bit samples (the Recommendation's 13 bits, three bits further
 * left).
 *
 * <pre>
 *  7   6 5 4     3 2 1 0
 * +---+---------+-----------+
 * | s | segment | interval  |   even bits sent inverted (XOR 0x55); s is 1 for positive samples
 * +---+---------+-----------+
 * </pre>
 *
 * A sample on a decision value belongs to the interval above it; negative samples are coded as
 * their one's complement, as ITU-T's own software (G.191) does. A-law has no zero: the smallest
 * output is ±8.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-G.711">ITU-T G.711</a>
 */
final class ALaw {

    static final byte[] ENCODE = CompandingTable.encodeTable(ALaw::compress);
    static final short[] DECODE = CompandingTable.decodeTable(ALaw::expand);

    private static final int EVEN_BITS = 0x55;

    private ALaw() {}

    private static int compress(short sample) {
        int sign = sample < 0 ? 0 : 0x80;
        int steps = (sample < 0 ? ~sample : sample) >> 4;
        // Up to 32 steps the law is linear (segments 0 and 1 share their width); from there each
        // segment doubles it.
        int segment = Math.max(0, 28 - Integer.numberOfLeadingZeros(steps));
        int interval = (steps >> Math.max(0, segment - 1)) & 0x0F;
        return (sign | (segment << 4) | interval) ^ EVEN_BITS;
    }

    private static int expand(int code) {
        int bits = code ^ EVEN_BITS;
        int segment = (bits >> 4) & 0x07;
        int half = ((bits & 0x0F) << 4) | 0x08;
        int magnitude = segment == 0 ? half : (half + 0x100) << (segment - 1);
        return (bits & 0x80) == 0 ? -magnitude : magnitude;
    }
}
