/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.l16;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class L16DecoderTest {

    @Test
    void shouldReadLittleEndianAndIgnoreATrailingOddByte() {
        byte[] wire = {9, 0x34, 0x12, (byte) 0xFF, (byte) 0xFF, 0x00, (byte) 0x80, 0x55};
        short[] pcm = new short[4];
        assertThat(new L16Decoder().decode(wire, 1, 7, pcm, 1)).isEqualTo(3);
        assertThat(pcm).containsExactly(0, 0x1234, -1, Short.MIN_VALUE);
    }

    @Test
    void shouldReturnEverySampleThatTheEncoderWrote() {
        short[] all = new short[65_536];
        for (int i = 0; i < all.length; i++) {
            all[i] = (short) i;
        }
        byte[] wire = new byte[2 * all.length];
        assertThat(new L16Encoder().encode(all, 0, all.length, wire, 0)).isEqualTo(wire.length);
        short[] back = new short[all.length];
        assertThat(new L16Decoder().decode(wire, 0, wire.length, back, 0)).isEqualTo(all.length);
        assertThat(back).isEqualTo(all);
        assertThat(wire[2 * 0x1234]).isEqualTo((byte) 0x34);
    }
}
