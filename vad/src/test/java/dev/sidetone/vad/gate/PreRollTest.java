/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.media.AudioFormat;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PreRollTest {

    private static byte[] drained(PreRoll preRoll) {
        ByteArrayOutputStream drained = new ByteArrayOutputStream();
        preRoll.drainTo(drained::write);
        return drained.toByteArray();
    }

    @Test
    void shouldKeepTheLastBytesOfAnyGrouping() {
        Random random = new Random(5);
        byte[] stream = new byte[20_000];
        random.nextBytes(stream);
        PreRoll preRoll = new PreRoll(1_000);
        for (int at = 0; at < stream.length; ) {
            int count = Math.min(stream.length - at, random.nextInt(1_500));
            preRoll.write(stream, at, count);
            at += count;
            assertThat(preRoll.size()).isEqualTo(Math.min(1_000, at));
        }
        assertThat(drained(preRoll))
                .isEqualTo(java.util.Arrays.copyOfRange(stream, 19_000, 20_000));
        assertThat(preRoll.size()).isZero();
    }

    @Test
    void shouldDrainOnlyWhatWasWrittenSinceTheLastDrain() {
        PreRoll preRoll = new PreRoll(4);
        preRoll.write(new byte[] {1, 2, 3}, 0, 3);
        assertThat(drained(preRoll)).containsExactly(1, 2, 3);
        preRoll.write(new byte[] {9, 4, 5, 9}, 1, 2);
        assertThat(drained(preRoll)).containsExactly(4, 5);
        assertThat(drained(preRoll)).isEmpty();
    }

    @Test
    void shouldTakeWhatIsWrittenWhileItDrains() {
        PreRoll preRoll = new PreRoll(4);
        preRoll.write(new byte[] {1, 2}, 0, 2);
        preRoll.drainTo((audio, offset, length) -> assertThat(preRoll.size()).isZero());
        preRoll.write(new byte[] {3}, 0, 1);
        assertThat(preRoll.size()).isEqualTo(1);
    }

    @Test
    void shouldBeSizedByFormatAndTime() {
        byte[] second = new byte[16_000];
        PreRoll muLaw = PreRoll.of(AudioFormat.MULAW_8K, 400);
        muLaw.write(second, 0, second.length);
        assertThat(muLaw.size()).isEqualTo(3_200);
        PreRoll linear = PreRoll.of(AudioFormat.L16_8K, 400);
        linear.write(second, 0, second.length);
        assertThat(linear.size()).isEqualTo(6_400);
        assertThatThrownBy(() -> PreRoll.of(AudioFormat.MULAW_8K, 0))
                .hasMessageContaining("capacityBytes");
    }
}
