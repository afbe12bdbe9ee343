/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.AudioFormat.Encoding;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class CodecCatalogTest {

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void shouldBringATonePastTheWireWithinTheCodecsNoise(Encoding encoding) {
        AudioFormat format = new AudioFormat(encoding, 8_000, 20);
        short[] pcm = tone(format.frameSamples());
        byte[] wire = new byte[format.frameBytes()];
        short[] back = new short[pcm.length];
        assertThat(CodecCatalog.encoder(format).encode(pcm, 0, pcm.length, wire, 0))
                .isEqualTo(wire.length);
        assertThat(CodecCatalog.decoder(format).decode(wire, 0, wire.length, back, 0))
                .isEqualTo(pcm.length);
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < pcm.length; i++) {
            signal += (double) pcm[i] * pcm[i];
            noise += Math.pow(pcm[i] - back[i], 2);
        }
        // G.711 promises about 35 dB; 16 bits are exact.
        assertThat(10 * Math.log10(signal / Math.max(noise, 1e-9))).isGreaterThan(35.0);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void shouldAllocateNothingPerFrame(Encoding encoding) {
        AudioFormat format = new AudioFormat(encoding, 8_000, 20);
        short[] pcm = tone(format.frameSamples());
        byte[] wire = new byte[format.frameBytes()];
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        frames(format, pcm, wire);
        long before = threads.getCurrentThreadAllocatedBytes();
        frames(format, pcm, wire);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
    }

    private static void frames(AudioFormat format, short[] pcm, byte[] wire) {
        for (int i = 0; i < 1_000; i++) {
            CodecCatalog.encoder(format).encode(pcm, 0, pcm.length, wire, 0);
            CodecCatalog.decoder(format).decode(wire, 0, wire.length, pcm, 0);
        }
    }

    private static short[] tone(int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.round(8_000 * Math.sin(2 * Math.PI * 1_020 * i / 8_000));
        }
        return pcm;
    }
}
