/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;

/**
 * Frames that say whose they are: the first 24 samples are the nibbles of run, call and sequence
 * number, the rest is noise chosen by that number. Every sample survives a decode to linear and
 * back, which 0x7f, µ-law's second zero, would not. Owned by the loop's thread; one for all calls.
 *
 * <pre>
 *  0        8        16       24                                 160
 *  +--------+--------+--------+----------------------------------+
 *  | run    | call   | number | noise[number mod 64]             |
 *  +--------+--------+--------+----------------------------------+
 *   8 nibbles each, most significant first, sample = 0xA0 | nibble
 * </pre>
 */
final class NumberedFrames {

    /** Samples of a frame. */
    static final int FRAME_BYTES = 160;

    /** What {@link #number} returns for a frame that is not this call's. */
    static final long FOREIGN = -1;

    private static final int WORD = 8;
    private static final int HEAD_BYTES = 3 * WORD;
    private static final int HEAD_CHARACTERS = 32;
    private static final int NOISE_BYTES = FRAME_BYTES - HEAD_BYTES;
    private static final int BANK = 64;
    private static final int MARK = 0xa0;
    private static final int OTHER_ZERO = 0x7f;

    private final int run;
    private final byte[][] noise = new byte[BANK][NOISE_BYTES];
    private final byte[][] noise64 = new byte[BANK][];
    private final byte[] head = new byte[HEAD_BYTES];
    private final byte[] head64 = new byte[HEAD_CHARACTERS];
    private final byte[] frame64 = new byte[StreamCaller.FRAME_CHARACTERS];

    /** Frames of one run; another run's are foreign to it. */
    NumberedFrames(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        this.run = random.nextInt();
        for (int i = 0; i < BANK; i++) {
            random.nextBytes(noise[i]);
            for (int k = 0; k < NOISE_BYTES; k++) {
                noise[i][k] = noise[i][k] == OTHER_ZERO ? 0 : noise[i][k];
            }
            noise64[i] = Base64.getEncoder().encode(noise[i]);
        }
    }

    /** The frame as base64, valid until the next call. */
    byte[] frame64(int call, long number) {
        putWord(0, run);
        putWord(WORD, call);
        putWord(2 * WORD, (int) number);
        Base64.getEncoder().encode(head, head64);
        System.arraycopy(head64, 0, frame64, 0, HEAD_CHARACTERS);
        byte[] rest = noise64[(int) number & BANK - 1];
        System.arraycopy(rest, 0, frame64, HEAD_CHARACTERS, rest.length);
        return frame64;
    }

    /** The number of a frame of this call, or {@link #FOREIGN}. */
    long number(int call, byte[] audio, int from) {
        if (word(audio, from) != run || word(audio, from + WORD) != call) {
            return FOREIGN;
        }
        long number = word(audio, from + 2 * WORD) & 0xffff_ffffL;
        byte[] rest = noise[(int) number & BANK - 1];
        int noiseFrom = from + HEAD_BYTES;
        return Arrays.equals(audio, noiseFrom, from + FRAME_BYTES, rest, 0, NOISE_BYTES)
                        && marked(audio, from)
                ? number
                : FOREIGN;
    }

    private static boolean marked(byte[] audio, int from) {
        int high = 0;
        for (int i = from; i < from + HEAD_BYTES; i++) {
            high |= (audio[i] & 0xf0) ^ MARK;
        }
        return high == 0;
    }

    private static int word(byte[] audio, int from) {
        int word = 0;
        for (int i = from; i < from + WORD; i++) {
            word = (word << 4) | (audio[i] & 0xf);
        }
        return word;
    }

    private void putWord(int at, int word) {
        for (int i = 0; i < WORD; i++) {
            head[at + i] = (byte) (MARK | ((word >>> (4 * (WORD - 1 - i))) & 0xf));
        }
    }
}
