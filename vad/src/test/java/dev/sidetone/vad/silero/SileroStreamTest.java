/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class SileroStreamTest {
    private static final int BLOCK = 80;

    private final SileroStream stream = new SileroStream();
    private final float[] window =
            new float[SileroStream.CONTEXT_SAMPLES + SileroStream.WINDOW_SAMPLES];
    private final short[] pcm = new short[BLOCK];
    private int next;

    @Test
    void shouldLayWindowsEndToEndFromTheBlockThatWokeIt() {
        write(5);
        stream.wake(BLOCK);
        write(7);
        assertThat(stream.waiting()).isEqualTo(2);
        assertWindowFrom(4 * BLOCK);
        stream.onJudged(0.5f);
        assertWindowFrom(4 * BLOCK + 256);
        stream.onJudged(0.5f);
        assertThat(stream.waiting()).isZero();
    }

    @Test
    void shouldKeepWindowsWholeHoweverOftenTheRingGoesRound() {
        write(1);
        stream.wake(BLOCK);
        int judged = 0;
        for (int block = 0; block < 1000; block++) {
            write(1);
            while (stream.waiting() > 0) {
                assertWindowFrom(judged++ * SileroStream.WINDOW_SAMPLES);
                stream.onJudged(0);
            }
        }
        assertThat(judged).isEqualTo(1001 * BLOCK / SileroStream.WINDOW_SAMPLES);
    }

    @Test
    void shouldPrecedeTheFirstSampleOfAllWithSilence() {
        stream.wake(0);
        write(4);
        stream.copyWindow(window);
        assertThat(window[SileroStream.CONTEXT_SAMPLES - 1]).isZero();
        assertThat(window[SileroStream.CONTEXT_SAMPLES + 1]).isEqualTo(1 / 32_768f);
    }

    @Test
    void shouldDropTheOldestWindowsWhenNobodyJudges() {
        stream.wake(0);
        int dropped = 0;
        for (int block = 0; block < 100; block++) {
            dropped += write(1);
        }
        assertThat(stream.waiting()).isEqualTo(SileroStream.MAX_WAITING);
        assertThat(dropped).isEqualTo(100 * BLOCK / 256 - SileroStream.MAX_WAITING);
        assertWindowFrom(dropped * 256);
    }

    @Test
    void shouldBeginAnewWhenItWakes() {
        stream.wake(0);
        write(10);
        stream.state()[17] = 1f;
        stream.onJudged(0.9f);
        stream.sleep();
        assertThat(stream.waiting()).isZero();
        write(10);
        stream.wake(BLOCK);
        assertThat(stream.judged()).isZero();
        assertThat(stream.probability()).isZero();
        assertThat(stream.state()).containsOnly(0f);
        assertThat(stream.waiting()).isZero();
    }

    /** Writes blocks of a ramp that tells every position from every other near it. */
    private int write(int blocks) {
        int dropped = 0;
        for (int block = 0; block < blocks; block++) {
            for (int i = 0; i < BLOCK; i++) {
                pcm[i] = (short) (next++ % 30_000);
            }
            dropped += stream.write(pcm, 0, BLOCK);
        }
        return dropped;
    }

    private void assertWindowFrom(int position) {
        stream.copyWindow(window);
        for (int i = 0; i < window.length; i++) {
            int at = position - SileroStream.CONTEXT_SAMPLES + i;
            assertThat(window[i]).isEqualTo(at < 0 ? 0 : at % 30_000 / 32_768f);
        }
    }
}
