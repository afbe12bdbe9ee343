/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.g711;

/**
 * Builds the tables of one companding law from its encoder: 65 536 bytes to encode, 256 samples to
 * decode.
 */
final class CompandingTable {

    private static final int SAMPLE_VALUES = 1 << Short.SIZE;
    private static final int CODES = 1 << Byte.SIZE;

    private CompandingTable() {}

    /** Code of every sample, at the index that the sample has as an unsigned 16 bit number. */
    static byte[] encodeTable(Compander law) {
        byte[] table = new byte[SAMPLE_VALUES];
        for (int index = 0; index < SAMPLE_VALUES; index++) {
            table[index] = (byte) law.compress((short) index);
        }
        return table;
    }

    /** Sample of every code, at the index that the code has as an unsigned byte. */
    static short[] decodeTable(Expander law) {
        short[] table = new short[CODES];
        for (int code = 0; code < CODES; code++) {
            table[code] = (short) law.expand(code);
        }
        return table;
    }

    /** One sample to one code of 0 to 255. */
    @FunctionalInterface
    interface Compander {
        int compress(short sample);
    }

    /** One code of 0 to 255 to one sample. */
    @FunctionalInterface
    interface Expander {
        int expand(int code);
    }
}
