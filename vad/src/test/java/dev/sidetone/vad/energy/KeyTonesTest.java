/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.energy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.vad.gate.SpeechGate;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class KeyTonesTest {
    private static final int RATE = 8000;
    private static final int BLOCK = 80;
    private static final int[] LOW = {697, 770, 852, 941};
    private static final int[] HIGH = {1209, 1336, 1477, 1633};

    private final Random random = new Random(3);

    @ParameterizedTest
    @CsvSource({"0, 40", "6, 40", "-6, 40", "0, 20", "4, 20"})
    void shouldKnowEveryKeyInNoiseAndOutOfTune(double twistDb, double noiseDb) {
        for (int low : LOW) {
            for (int high : HIGH) {
                for (int i = 0; i < 50; i++) {
                    double detune = 1 + 0.015 * (2 * random.nextDouble() - 1);
                    short[] block = new short[BLOCK];
                    add(block, 0, BLOCK, low * detune, 4000 * db(twistDb / 2));
                    add(block, 0, BLOCK, high * detune, 4000 * db(-twistDb / 2));
                    noise(block, 4000 * db(-noiseDb));
                    assertThat(KeyTones.in(block, 0, BLOCK)).as("%d and %d", low, high).isTrue();
                }
            }
        }
    }

    @Test
    void shouldTakeNothingElseForAKey() {
        short[] block = new short[BLOCK];
        assertThat(KeyTones.in(block, 0, BLOCK)).as("silence").isFalse();
        for (int i = 0; i < 1000; i++) {
            Arrays.fill(block, (short) 0);
            noise(block, 4000);
            assertThat(KeyTones.in(block, 0, BLOCK)).as("noise").isFalse();
            Arrays.fill(block, (short) 0);
            add(block, 0, BLOCK, 770, 5000);
            assertThat(KeyTones.in(block, 0, BLOCK)).as("one tone").isFalse();
            add(block, 0, BLOCK, 480, 5000);
            assertThat(KeyTones.in(block, 0, BLOCK)).as("two others").isFalse();
            Arrays.fill(block, (short) 0);
            double pitch = 90 + 200 * random.nextDouble();
            for (int harmonic = 1; harmonic * pitch < 3400; harmonic++) {
                add(block, 0, BLOCK, harmonic * pitch, 4000.0 / harmonic);
            }
            assertThat(KeyTones.in(block, 0, BLOCK)).as("a voice of %.0f Hz", pitch).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"40, 40", "100, 100", "200, 100", "90, 30"})
    void shouldTakeNoNumberOnTheKeysForSpeech(int toneMs, int gapMs) {
        short[] line = new short[4 * RATE];
        int keyed = 0;
        for (int at = RATE / 2 + random.nextInt(BLOCK); at < 3 * RATE; at += (toneMs + gapMs) * 8) {
            add(line, at, toneMs * 8, LOW[keyed % 4], 4000);
            add(line, at, toneMs * 8, HIGH[keyed++ % 3], 4000);
        }
        noise(line, 20);
        EnergyDetector detector = new EnergyDetector();
        SpeechGate gate = new SpeechGate();
        for (int at = 0; at < line.length; at += BLOCK) {
            gate.onBlock(detector.onBlock(line, at));
            assertThat(gate.isOpen()).as("at %d ms", at / 8).isFalse();
        }
    }

    private void add(short[] pcm, int from, int samples, double hertz, double amplitude) {
        double phase = 2 * Math.PI * random.nextDouble();
        for (int i = 0; i < samples; i++) {
            pcm[from + i] += (short) (amplitude * Math.sin(phase + 2 * Math.PI * hertz * i / RATE));
        }
    }

    private void noise(short[] pcm, double amplitude) {
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] += (short) (amplitude * random.nextGaussian());
        }
    }

    private static double db(double decibels) {
        return Math.pow(10, decibels / 20);
    }
}
