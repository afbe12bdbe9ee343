/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.caller.EchoFigures;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class EchoCallerTest {

    private static final long FRAME_NS = 20_000_000;
    private static final long START_NS = 1_000_000_000;

    private final NumberedFrames frames = new NumberedFrames(9);
    private final LoadTally tally = new LoadTally();
    private final EchoCaller caller = new EchoCaller(17, frames, tally);

    {
        tally.window(START_NS, Long.MAX_VALUE);
        caller.onOpen(START_NS, _ -> {});
    }

    private byte[] sent(long number) {
        return Base64.getDecoder().decode(Objects.requireNonNull(caller.nextFrame(number)));
    }

    private static long dueNs(long number) {
        return START_NS + (number + 1) * FRAME_NS;
    }

    private EchoFigures ended(long nowNs) {
        caller.onEnd(nowNs);
        return tally.snapshot(nowNs).frames().echo();
    }

    @Test
    void shouldTimeAFrameFromWhenItWasDueHoweverLateItWasSent() {
        byte[] first = sent(0);
        // sent 40 ms late by a harness that stood still, back 1 ms after that
        caller.onMedia(first, first.length, dueNs(0) + 41_000_000);
        assertThat(tally.snapshot(0).latencyUs().getMaxValue()).isBetween(41_000L, 41_050L);
    }

    @Test
    void shouldFindEveryFrameBackHoweverTheyAreCut() {
        byte[] all = new byte[10 * 160];
        for (int i = 0; i < 10; i++) {
            System.arraycopy(sent(i), 0, all, i * 160, 160);
        }
        int[] cuts = {0, 37, 160, 161, 700, 1599, 1600};
        for (int i = 1; i < cuts.length; i++) {
            byte[] piece = Arrays.copyOfRange(all, cuts[i - 1], cuts[i]);
            caller.onMedia(piece, piece.length, dueNs(10));
        }
        assertThat(ended(dueNs(1000)).faithful()).isTrue();
        assertThat(tally.snapshot(0).latencyUs().getTotalCount()).isEqualTo(10);
    }

    @Test
    void shouldTellLostReorderedRepeatedAndForeignFramesApart() {
        byte[][] audio = new byte[6][];
        for (int i = 0; i < audio.length; i++) {
            audio[i] = sent(i).clone();
        }
        byte[] others = Base64.getDecoder().decode(frames.frame64(18, 2));
        byte[] otherRuns = Base64.getDecoder().decode(new NumberedFrames(10).frame64(17, 2));
        byte[] bent = audio[5].clone();
        bent[100] ^= 1;
        byte[] unsent = Base64.getDecoder().decode(frames.frame64(17, 6));
        for (byte[] back :
                new byte[][] {
                    audio[0], audio[2], audio[1], audio[2], others, otherRuns, bent, unsent,
                    audio[4]
                }) {
            caller.onMedia(back, back.length, dueNs(7));
        }
        // 3 was passed by 4, 5 came back bent
        assertThat(ended(dueNs(1000))).isEqualTo(new EchoFigures(2, 1, 1, 4));
    }

    @Test
    void shouldCountWhatNeverCameBackAsALatencyOfAtLeastItsAge() {
        for (int i = 0; i < 50; i++) {
            sent(i);
        }
        EchoFigures figures = ended(dueNs(50) + 10_000_000_000L);
        assertThat(figures.lost()).isEqualTo(50);
        assertThat(tally.snapshot(0).latencyUs().getTotalCount()).isEqualTo(50);
        assertThat(tally.snapshot(0).latencyUs().getMinValue()).isGreaterThan(9_990_000);
    }

    @Test
    void shouldNotCallFramesLostThatMayBeOnTheirWay() {
        for (int i = 0; i < 20; i++) {
            sent(i);
        }
        assertThat(ended(dueNs(20)).faithful()).isTrue();
    }

    @Test
    void shouldHangUpWhenAllIsBackOrTooLate() {
        byte[] frame = sent(0).clone();
        assertThat(caller.done(dueNs(0))).isFalse();
        caller.finish(dueNs(1));
        assertThat(caller.nextFrame(1)).isNull();
        assertThat(caller.done(dueNs(1))).isFalse();
        assertThat(caller.done(dueNs(1) + EchoCaller.OVERDUE_NS)).isTrue();
        caller.onMedia(frame, frame.length, dueNs(1));
        assertThat(caller.done(dueNs(1))).isTrue();
    }

    @Test
    void shouldSurviveADecodeToLinearAndBack() {
        for (int i = 0; i < 64; i++) {
            byte[] frame = sent(i);
            assertThat(WireAudio.encode(WireAudio.decode(frame))).isEqualTo(frame);
        }
    }

    @Test
    void shouldTellFramesApartOverALongCall() {
        FrameReturns returns = new FrameReturns();
        for (long number = 0; number < 100_000; number++) {
            if (number % 1000 != 7) {
                assertThat(returns.onReturn(number)).isTrue();
            }
        }
        assertThat(returns.onReturn(99_999)).isFalse();
        assertThat(returns.figures(100_000)).isEqualTo(new EchoFigures(100, 0, 1, 0));
    }
}
