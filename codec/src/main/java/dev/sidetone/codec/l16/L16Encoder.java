/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.l16;

import dev.sidetone.codec.AudioEncoder;

/** Little-endian 16 bit PCM to the wire. Stateless: one instance serves every thread. */
public final class L16Encoder implements AudioEncoder {

    @Override
    public int encode(short[] src, int srcOffset, int samples, byte[] dst, int dstOffset) {
        for (int i = 0, at = dstOffset; i < samples; i++, at += 2) {
            short sample = src[srcOffset + i];
            dst[at] = (byte) sample;
            dst[at + 1] = (byte) (sample >> 8);
        }
        return samples * 2;
    }
}
