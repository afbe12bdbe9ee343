/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.g711;

import dev.sidetone.codec.AudioDecoder;

/**
 * G.711 µ-law to 16 bit PCM by table, one sample a byte. Stateless: one instance serves every
 * thread.
 */
public final class MuLawDecoder implements AudioDecoder {

    @Override
    public int decode(byte[] src, int srcOffset, int length, short[] dst, int dstOffset) {
        short[] table = MuLaw.DECODE;
        for (int i = 0; i < length; i++) {
            dst[dstOffset + i] = table[src[srcOffset + i] & 0xFF];
        }
        return length;
    }
}
