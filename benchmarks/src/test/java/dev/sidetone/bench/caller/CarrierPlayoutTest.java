/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import static dev.sidetone.bench.caller.TestTones.audible;
import static dev.sidetone.bench.caller.TestTones.silent;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CarrierPlayoutTest {

    private static final long MS = 1_000_000;
    private static final long T = 9_000_000_000L;

    private final CarrierPlayout playout = new CarrierPlayout(20);

    @Test
    void shouldHoldTheFirstAudioBackByThePlayoutDepth() {
        playout.onMedia(audible(20), T);
        assertThat(playout.heard().getFirst().startNs()).isEqualTo(T + 20 * MS);
        assertThat(playout.endNs()).isEqualTo(T + 40 * MS);
    }

    @Test
    void shouldPlayALongMessageAtRealTimeAndQueueTheNextBehindIt() {
        playout.onMedia(audible(500), T);
        playout.onMedia(audible(100), T + 5 * MS);
        assertThat(playout.heard().getLast().startNs()).isEqualTo(T + 520 * MS);
        assertThat(playout.endNs()).isEqualTo(T + 620 * MS);
    }

    @Test
    void shouldJoinAudioThatComesWhileTheLastFrameStillPlays() {
        playout.onMedia(audible(20), T);
        playout.onMedia(audible(20), T + 35 * MS);
        assertThat(playout.heard().getLast().startNs()).isEqualTo(T + 40 * MS);
    }

    @Test
    void shouldLeaveAGapWhenAudioComesAfterTheQueueRanDry() {
        playout.onMedia(audible(20), T);
        playout.onMedia(audible(20), T + 41 * MS);
        assertThat(playout.heard().getLast().startNs()).isEqualTo(T + 61 * MS);
    }

    @Test
    void shouldEchoAMarkWhenWhatPrecedesItHasBeenPlayed() {
        playout.onMedia(audible(100), T);
        playout.onMark("a", T + MS);
        assertThat(playout.nextMarkNs()).isEqualTo(T + 120 * MS);
        assertThat(playout.takeDueMark(T + 120 * MS - 1)).isNull();
        assertThat(playout.takeDueMark(T + 120 * MS)).isEqualTo("a");
        assertThat(playout.takeDueMark(T + 120 * MS)).isNull();
    }

    @Test
    void shouldEchoAMarkOnAnEmptyQueueAtOnce() {
        playout.onMark("a", T);
        assertThat(playout.takeDueMark(T)).isEqualTo("a");
    }

    @Test
    void shouldEchoMarksInTheirOrderWhenCleared() {
        playout.onMedia(audible(1000), T);
        playout.onMark("a", T);
        playout.onMedia(audible(1000), T);
        playout.onMark("b", T);
        playout.onClear(T + 100 * MS);
        assertThat(playout.takeDueMark(T + 100 * MS)).isEqualTo("a");
        assertThat(playout.takeDueMark(T + 100 * MS)).isEqualTo("b");
    }

    @Test
    void shouldLetTheFrameInPlayFinishAndDropTheRestWhenCleared() {
        playout.onMedia(audible(1000), T);
        playout.onMedia(audible(1000), T);
        // 110 ms played: the sixth frame is in play and ends at 120 ms.
        playout.onClear(T + 130 * MS);
        assertThat(playout.heard().getFirst().playedSamples()).isEqualTo(120 * 8);
        assertThat(playout.heard().getLast().playedSamples()).isZero();
        assertThat(playout.endNs()).isEqualTo(T + 140 * MS);
        assertThat(playout.lastAudibleEndNs()).isEqualTo(T + 140 * MS);
    }

    @Test
    void shouldDropAudioThatWaitsForThePlayoutDepthWhenCleared() {
        playout.onMedia(audible(20), T);
        playout.onClear(T + 5 * MS);
        assertThat(playout.heard().getFirst().playedSamples()).isZero();
        assertThat(playout.lastAudibleEndNs()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void shouldPlayNewAudioSoonAfterAClear() {
        playout.onMedia(audible(5000), T);
        playout.onClear(T + 1000 * MS);
        playout.onMedia(audible(20), T + 1500 * MS);
        assertThat(playout.heard().getLast().startNs()).isEqualTo(T + 1520 * MS);
    }

    @Test
    void shouldTellHowFarTheServerRanAhead() {
        playout.onMedia(audible(200), T);
        playout.onMedia(audible(200), T + 100 * MS);
        assertThat(playout.maxLookAheadMs()).isEqualTo(300);
    }

    @Test
    void shouldNotCountTrailingSilenceAsHeard() {
        playout.onMedia(TestTones.join(audible(100), silent(100)), T);
        assertThat(playout.lastAudibleEndNs()).isEqualTo(T + 120 * MS);
        assertThat(playout.endNs()).isEqualTo(T + 220 * MS);
    }

    @Test
    void shouldRenderWhatWasHeardOnTheStreamsTimeLine() {
        playout.onMedia(audible(40), T + 100 * MS);
        byte[] line = CallResult.render(List.copyOf(playout.heard()), T);
        assertThat(line).hasSize(160 * 8 + 1);
        assertThat(line[119 * 8]).isEqualTo((byte) 0xff);
        assertThat(Arrays.copyOfRange(line, 120 * 8, 160 * 8)).isEqualTo(audible(40));
    }
}
