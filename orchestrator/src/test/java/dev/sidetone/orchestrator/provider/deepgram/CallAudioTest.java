/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CallAudioTest {
    private final SharedCounters counters = new SharedCounters();
    private final CallAudio audio = new CallAudio(AudioFormat.MULAW_8K, 100, counters);

    @Test
    void shouldCountWhatIsRefusedForTheCallAndNotForTheConnection() {
        assertThat(audio.hold(ms(100, 1), 0, 800)).isTrue();
        assertThat(audio.hold(ms(20, 2), 0, 160)).isFalse();
        audio.refused(160);
        assertThat(audio.sentMs()).isZero();
        drained();
        audio.sent(160);
        assertThat(audio.takenMs()).isEqualTo(120);
        assertThat(audio.offeredMs(100)).isEqualTo(100);
        assertThat(audio.offeredMs(120)).isEqualTo(140);
        assertThat(counters.get(MediaCounter.STT_AUDIO_LOST_MS)).isEqualTo(20);
    }

    @Test
    void shouldGiveUpTheOldestForTheNewestWhenToldSo() {
        audio.hold(ms(50, 1), 0, 400);
        audio.hold(ms(50, 2), 0, 400);
        audio.makeRoomFor(160);
        assertThat(audio.hold(ms(20, 3), 0, 160)).isTrue();
        audio.keepLastMs(40);
        assertThat(audio.sentMs()).as("where the rest begins").isEqualTo(80);
        byte[] rest = drained();
        assertThat(rest).hasSize(320);
        assertThat(rest[159]).isEqualTo((byte) 2);
        assertThat(rest[160]).isEqualTo((byte) 3);
        assertThat(counters.get(MediaCounter.STT_AUDIO_LOST_MS)).isEqualTo(80);
    }

    private byte[] drained() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        audio.drainTo((bytes, offset, length) -> {
            out.write(bytes, offset, length);
            return true;
        });
        assertThat(audio.isDrained()).isTrue();
        return out.toByteArray();
    }

    private static byte[] ms(int ms, int value) {
        byte[] bytes = new byte[ms * 8];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
