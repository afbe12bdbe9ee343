/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.g711;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MuLawTest {

    private final DecisionValues recommendation = DecisionValues.muLaw();

    @Test
    void shouldKnowTheEndsOfTheRecommendationsTable() {
        assertThat(recommendation.decision(128)).isEqualTo(8_159);
        assertThat(recommendation.outputOf(127)).isEqualTo(8_031 * 4);
        assertThat(recommendation.decision(16)).isEqualTo(31);
        assertThat(recommendation.decision(112)).isEqualTo(4_063);
    }

    @Test
    void shouldEncodeEverySampleAsTheRecommendationSays() {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int magnitude = sample < 0 ? -1 - sample : sample;
            int expected = (sample < 0 ? 127 : 255) - recommendation.intervalOf(magnitude);
            assertThat(encode(sample)).as("sample %d", sample).isEqualTo(expected);
        }
    }

    @Test
    void shouldDecodeEveryCodeAsTheRecommendationSays() {
        for (int code = 0; code < 256; code++) {
            // The first interval is half as wide as the second: its output is zero, not its middle.
            int interval = 127 - (code & 0x7F);
            int magnitude = interval == 0 ? 0 : recommendation.outputOf(interval);
            assertThat(decode(code))
                    .as("code %d", code)
                    .isEqualTo(code < 128 ? -magnitude : magnitude);
        }
    }

    @Test
    void shouldMatchKnownVectors() {
        assertThat(encode(0)).isEqualTo(0xFF);
        assertThat(encode(-1)).isEqualTo(0x7F);
        assertThat(encode(1_000)).isEqualTo(0xCE);
        assertThat(encode(-1_000)).isEqualTo(0x4E);
        assertThat(encode(32_767)).isEqualTo(0x80);
        assertThat(encode(-32_768)).isEqualTo(0x00);
        assertThat(decode(0x00)).isEqualTo(-32_124);
        assertThat(decode(0x80)).isEqualTo(32_124);
        assertThat(decode(0xFE)).isEqualTo(8);
    }

    @Test
    void shouldKeepEveryCodeThroughDecodeAndEncode() {
        for (int code = 0; code < 256; code++) {
            // "Minus zero" decodes to zero, which is coded as plus zero.
            assertThat(encode(decode(code))).isEqualTo(code == 0x7F ? 0xFF : code);
        }
    }

    @Test
    void shouldHonourOffsetsAndLengths() {
        short[] pcm = {7, 1_000, -1_000, 7};
        byte[] wire = new byte[5];
        assertThat(new MuLawEncoder().encode(pcm, 1, 2, wire, 2)).isEqualTo(2);
        assertThat(wire).containsExactly(0, 0, 0xCE, 0x4E, 0);
        short[] back = new short[4];
        assertThat(new MuLawDecoder().decode(wire, 2, 2, back, 1)).isEqualTo(2);
        assertThat(back).containsExactly(0, 988, -988, 0);
    }

    private static int encode(int sample) {
        byte[] wire = new byte[1];
        new MuLawEncoder().encode(new short[] {(short) sample}, 0, 1, wire, 0);
        return wire[0] & 0xFF;
    }

    private static int decode(int code) {
        short[] pcm = new short[1];
        new MuLawDecoder().decode(new byte[] {(byte) code}, 0, 1, pcm, 0);
        return pcm[0];
    }
}
