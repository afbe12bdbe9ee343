/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.l16;

import dev.sidetone.codec.AudioDecoder;

/** Little-endian 16 bit PCM from the wire. Stateless: one instance serves every thread. */
public final class L16Decoder implements AudioDecoder {

    @Override
    public int decode(byte[] src, int srcOffset, int length, short[] dst, int dstOffset) {
        int samples = length / 2;
        for (int i = 0, at = srcOffset; i < samples; i++, at += 2) {
            dst[dstOffset + i] = (short) ((src[at] & 0xFF) | (src[at + 1] << 8));
        }
        return samples;
    }
}
