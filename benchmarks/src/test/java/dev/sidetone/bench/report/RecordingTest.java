/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class RecordingTest {

    @Test
    void shouldPutTheAudioIntoThePageUpToTheBoundAndBesideItBeyond() {
        Recording small = recording(1000);
        assertThat(small.source()).startsWith("data:audio/wav;base64,");
        byte[] embedded =
                Base64.getDecoder()
                        .decode(small.source().substring(small.source().indexOf(',') + 1));
        assertThat(Arrays.equals(embedded, small.wav())).isTrue();
        // 32 bytes a millisecond, and a head.
        assertThat(recording(249_990).source()).startsWith("data:");
        assertThat(recording(250_000).source()).isEqualTo("call.wav");
    }

    @Test
    void shouldBeAsLongAsTheLongerVoice() {
        Recording recording =
                new Recording(
                        "call.wav",
                        new Voice(TestRuns.silence(100)),
                        new Voice(TestRuns.silence(250)));
        assertThat(recording.durationMs()).isEqualTo(250);
        assertThat(recording.empty()).isFalse();
        assertThat(new Recording("a", new Voice(new byte[0]), new Voice(new byte[0])).empty())
                .isTrue();
    }

    private static Recording recording(int ms) {
        return new Recording(
                "call.wav", new Voice(TestRuns.silence(ms)), new Voice(TestRuns.silence(ms)));
    }
}
