/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.level;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.codec.catalog.CodecCatalog;
import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.AudioFormat.Encoding;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class WireLevelTest {

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void shouldJudgeBytesAsItWouldJudgeTheirSamples(Encoding encoding) {
        AudioFormat format = new AudioFormat(encoding, 8_000, 20);
        WireLevel level = WireLevel.of(format);
        Random random = new Random(1);
        int audible = 0;
        for (int round = 0; round < 500; round++) {
            byte[] wire = encoded(format, noise(random, 80, 100 + random.nextInt(500)));
            short[] heard = new short[80];
            CodecCatalog.decoder(format).decode(wire, 0, wire.length, heard, 0);
            boolean expected = AudibleLevel.isAudible(heard, 0, 80);
            assertThat(level.isAudible(wire, 0, wire.length)).isEqualTo(expected);
            audible += expected ? 1 : 0;
        }
        assertThat(audible).isBetween(50, 450);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void shouldFindTheAudiblePartInBytes(Encoding encoding) {
        AudioFormat format = new AudioFormat(encoding, 8_000, 20);
        WireLevel level = WireLevel.of(format);
        short[] pcm = new short[8_000 + 30];
        System.arraycopy(noise(new Random(2), 1_600, 5_000), 0, pcm, 2_400, 1_600);
        byte[] wire = encoded(format, pcm);
        int perMs = format.bytesPerMs();
        assertThat(level.blockBytes()).isEqualTo(10 * perMs);
        assertThat(level.firstAudible(wire, 0, wire.length)).isEqualTo(300 * perMs);
        assertThat(level.firstAudible(wire, 100 * perMs, 500 * perMs)).isEqualTo(200 * perMs);
        assertThat(level.lastAudibleEnd(wire, 0, wire.length)).isEqualTo(500 * perMs);
        assertThat(level.firstAudible(wire, 0, 300 * perMs)).isEqualTo(-1);
        assertThat(level.lastAudibleEnd(wire, 0, 300 * perMs)).isEqualTo(-1);
        assertThat(level.lastAudibleEnd(wire, 0, 305 * perMs)).isEqualTo(305 * perMs);
        assertThat(level.firstAudible(wire, 0, 0)).isEqualTo(-1);
        assertThat(level.lastAudibleEnd(wire, 0, 0)).isEqualTo(-1);
    }

    private static byte[] encoded(AudioFormat format, short[] pcm) {
        byte[] wire = new byte[pcm.length * format.encoding().bytesPerSample()];
        CodecCatalog.encoder(format).encode(pcm, 0, pcm.length, wire, 0);
        return wire;
    }

    private static short[] noise(Random random, int samples, int peak) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) (random.nextInt(2 * peak + 1) - peak);
        }
        return pcm;
    }
}
