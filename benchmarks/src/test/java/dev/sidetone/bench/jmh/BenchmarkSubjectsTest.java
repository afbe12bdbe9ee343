/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the benchmarks measure is done, and is the same on both sides of a comparison. */
@Tag("unit")
final class BenchmarkSubjectsTest {

    @Test
    void shouldBringEveryOfferedFrameToTheCall() {
        InboxHopBenchmark inbox = new InboxHopBenchmark();
        for (int i = 0; i < 640; i++) {
            inbox.cycleEvery64();
        }
        assertThat(inbox.slotsHeard()).isEqualTo(640);
    }

    @Test
    void shouldAnswerEveryFrameThatTheWholeFrameBenchmarksBring() {
        WholeFrameBenchmark whole = new WholeFrameBenchmark();
        long answer = whole.inbound();
        assertThat(answer)
                .as("a header of 4 bytes, a message with 216 of base64")
                .isEqualTo(4 + 305);
        assertThat(whole.inbound()).isEqualTo(2 * answer);
        assertThat(whole.outbound()).isEqualTo(3 * answer);
    }

    @Test
    void shouldReadInBothWaysWhatTheScanBenchmarksCompare() {
        MediaScanBenchmark scan = new MediaScanBenchmark();
        assertThat(scan.scan()).isEqualTo(FramedSpeech.FRAME_SAMPLES);
        assertThat(scan.jackson()).isEqualTo(FramedSpeech.FRAME_SAMPLES);
    }

    @Test
    void shouldHearAsMuchFromEitherCodec() {
        WebSocketCodecBenchmark webSocket = new WebSocketCodecBenchmark();
        for (int i = 1; i < 2 * FramedSpeech.FRAMES; i++) {
            webSocket.decode();
        }
        long heard = webSocket.decode();
        for (int i = 1; i < 2 * FramedSpeech.FRAMES; i++) {
            webSocket.decodeNetty();
        }
        assertThat(webSocket.decodeNetty()).isEqualTo(2 * heard);
    }

    @Test
    void shouldReturnEveryOfferedFrameThroughTheOutbox() {
        DedicatedHopBenchmark dedicated = new DedicatedHopBenchmark();
        for (int i = 0; i < 640; i++) {
            dedicated.cycleEvery64();
        }
        assertThat(dedicated.framesReturned()).isEqualTo(640);
    }

    @Test
    void shouldOpenAndCloseTheGateInWhatTheBenchmarksHear() {
        GateBenchmark gate = new GateBenchmark();
        Stream<String> signals =
                Stream.generate(() -> gate.passFrame().name()).limit(2L * FramedSpeech.FRAMES);
        assertThat(signals).contains("OPENED", "CLOSED");
    }
}
