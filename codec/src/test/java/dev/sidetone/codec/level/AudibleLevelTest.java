/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.level;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AudibleLevelTest {

    /** 184.27 is the RMS of -45 dBFS. */
    private static final short JUST_BELOW = 184;

    private static final short JUST_ABOVE = 185;

    @Test
    void shouldDrawTheLineAtMinus45Dbfs() {
        assertThat(AudibleLevel.isAudible(square(80, JUST_BELOW), 0, 80)).isFalse();
        assertThat(AudibleLevel.isAudible(square(80, JUST_ABOVE), 0, 80)).isTrue();
    }

    @Test
    void shouldMeasureAgainstAFullScaleSquareWave() {
        short[] sine = new short[8_000];
        for (int i = 0; i < sine.length; i++) {
            sine[i] = (short) Math.round(32_767 * Math.sin(2 * Math.PI * 1_000.5 * i / 8_000));
        }
        assertThat(AudibleLevel.dbfs(sine, 0, sine.length)).isCloseTo(-3.01, within(0.01));
        assertThat(AudibleLevel.dbfs(square(80, Short.MIN_VALUE), 0, 80)).isZero();
        assertThat(AudibleLevel.dbfs(new short[80], 0, 80)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void shouldFindWhereAudioStartsAndEndsBeingAudible() {
        short[] pcm = new short[8_000];
        Arrays.fill(pcm, 10 + 2_400, 10 + 4_000, (short) 3_000);
        assertThat(AudibleLevel.firstAudibleMs(pcm, 10, 7_900, 8_000)).isEqualTo(300);
        assertThat(AudibleLevel.lastAudibleMs(pcm, 10, 7_900, 8_000)).isEqualTo(500);
    }

    @Test
    void shouldCountBlocksOfTenMillisecondsAtEveryRate() {
        short[] pcm = new short[16_000];
        Arrays.fill(pcm, 1_600, 1_760, (short) 3_000);
        assertThat(AudibleLevel.firstAudibleMs(pcm, 0, pcm.length, 16_000)).isEqualTo(100);
        assertThat(AudibleLevel.lastAudibleMs(pcm, 0, pcm.length, 16_000)).isEqualTo(110);
    }

    @Test
    void shouldSayMinusOneWhenNothingIsAudible() {
        short[] quiet = square(805, JUST_BELOW);
        assertThat(AudibleLevel.firstAudibleMs(quiet, 0, quiet.length, 8_000)).isEqualTo(-1);
        assertThat(AudibleLevel.lastAudibleMs(quiet, 0, quiet.length, 8_000)).isEqualTo(-1);
        assertThat(AudibleLevel.firstAudibleMs(quiet, 0, 0, 8_000)).isEqualTo(-1);
        assertThat(AudibleLevel.lastAudibleMs(quiet, 0, 0, 8_000)).isEqualTo(-1);
    }

    @Test
    void shouldJudgeAnIncompleteLastBlockByWhatThereIs() {
        short[] pcm = new short[200];
        Arrays.fill(pcm, 160, 200, (short) 3_000);
        assertThat(AudibleLevel.firstAudibleMs(pcm, 0, pcm.length, 8_000)).isEqualTo(20);
        assertThat(AudibleLevel.lastAudibleMs(pcm, 0, pcm.length, 8_000)).isEqualTo(30);
    }

    private static short[] square(int samples, short amplitude) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = i % 2 == 0 || amplitude == Short.MIN_VALUE ? amplitude : (short) -amplitude;
        }
        return pcm;
    }
}
