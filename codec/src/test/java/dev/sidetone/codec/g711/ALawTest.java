/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.g711;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ALawTest {

    private final DecisionValues recommendation = DecisionValues.aLaw();

    @Test
    void shouldKnowTheEndsOfTheRecommendationsTable() {
        assertThat(recommendation.decision(128)).isEqualTo(4_096);
        assertThat(recommendation.outputOf(127)).isEqualTo(4_032 * 8);
        assertThat(recommendation.decision(32)).isEqualTo(64);
        assertThat(recommendation.decision(112)).isEqualTo(2_048);
    }

    @Test
    void shouldEncodeEverySampleAsTheRecommendationSays() {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int magnitude = sample < 0 ? -1 - sample : sample;
            int beforeInversion = (sample < 0 ? 0 : 128) + recommendation.intervalOf(magnitude);
            assertThat(encode(sample))
                    .as("sample %d", sample)
                    .isEqualTo(invertEvenBits(beforeInversion));
        }
    }

    @Test
    void shouldDecodeEveryCodeAsTheRecommendationSays() {
        for (int code = 0; code < 256; code++) {
            int plain = invertEvenBits(code);
            int magnitude = recommendation.outputOf(plain % 128);
            assertThat(decode(code))
                    .as("code %d", code)
                    .isEqualTo(plain < 128 ? -magnitude : magnitude);
        }
    }

    @Test
    void shouldMatchKnownVectors() {
        assertThat(encode(0)).isEqualTo(0xD5);
        assertThat(encode(-1)).isEqualTo(0x55);
        assertThat(encode(1_000)).isEqualTo(0xFA);
        assertThat(encode(-1_000)).isEqualTo(0x7A);
        assertThat(encode(32_767)).isEqualTo(0xAA);
        assertThat(encode(-32_768)).isEqualTo(0x2A);
        assertThat(decode(0xD5)).isEqualTo(8);
        assertThat(decode(0x55)).isEqualTo(-8);
        assertThat(decode(0x2A)).isEqualTo(-32_256);
    }

    @Test
    void shouldKeepEveryCodeThroughDecodeAndEncode() {
        for (int code = 0; code < 256; code++) {
            assertThat(encode(decode(code))).isEqualTo(code);
        }
    }

    /** Character signals are numbered from 1; bits 2, 4, 6 and 8 are the even ones. */
    private static int invertEvenBits(int code) {
        int inverted = 0;
        for (int number = 1; number <= 8; number++) {
            int weight = 1 << (8 - number);
            boolean set = (code & weight) != 0;
            inverted += set != (number % 2 == 0) ? weight : 0;
        }
        return inverted;
    }

    private static int encode(int sample) {
        byte[] wire = new byte[1];
        new ALawEncoder().encode(new short[] {(short) sample}, 0, 1, wire, 0);
        return wire[0] & 0xFF;
    }

    private static int decode(int code) {
        short[] pcm = new short[1];
        new ALawDecoder().decode(new byte[] {(byte) code}, 0, 1, pcm, 0);
        return pcm[0];
    }
}
