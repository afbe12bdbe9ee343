/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.g711;

import dev.sidetone.codec.AudioEncoder;

/**
 * 16 bit PCM to G.711 µ-law by table, one byte a sample. Stateless: one instance serves every
 * thread.
 */
public final class MuLawEncoder implements AudioEncoder {

    @Override
    public int encode(short[] src, int srcOffset, int samples, byte[] dst, int dstOffset) {
        byte[] table = MuLaw.ENCODE;
        for (int i = 0; i < samples; i++) {
            dst[dstOffset + i] = table[src[srcOffset + i] & 0xFFFF];
        }
        return samples;
    }
}
