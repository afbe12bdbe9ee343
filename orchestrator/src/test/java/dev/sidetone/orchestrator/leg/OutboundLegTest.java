/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.leg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.WorkerCounters;
import dev.sidetone.media.metrics.WorkerLatency;
import dev.sidetone.media.playout.ChunkPool;
import dev.sidetone.media.playout.PlayoutBuffer;
import dev.sidetone.media.worker.ManualClock;
import dev.sidetone.orchestrator.link.CarrierLink;
import dev.sidetone.orchestrator.link.LinkTraits;
import dev.sidetone.orchestrator.link.Termination;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class OutboundLegTest {
    private static final int LOOK_AHEAD_MS = 200;

    private final ManualClock clock = new ManualClock(1_000_000_000L);
    private final WorkerCounters counters = new WorkerCounters();
    private final Wire wire = new Wire();
    private final OutboundLeg leg =
            new OutboundLeg(
                    wire,
                    new PlayoutBuffer(new ChunkPool(1024, 100, counters), 60_000, counters),
                    counters,
                    new WorkerLatency(counters));

    /** Notes what is sent, and sends nothing back by itself. */
    private static final class Wire implements CarrierLink {
        final List<Integer> media = new ArrayList<>();
        final List<Long> marks = new ArrayList<>();
        int clears;
        boolean full;

        @Override
        public LinkTraits traits() {
            return new LinkTraits(
                    "test", AudioFormat.MULAW_8K, AudioFormat.MULAW_8K, true, true, LOOK_AHEAD_MS);
        }

        @Override
        public OfferResult sendMedia(byte[] audio, int offset, int length) {
            if (full) {
                return OfferResult.BACK_PRESSURED;
            }
            media.add(length / 8);
            return OfferResult.ACCEPTED;
        }

        @Override
        public OfferResult sendMark(long markId) {
            marks.add(markId);
            return OfferResult.ACCEPTED;
        }

        @Override
        public OfferResult clear() {
            clears++;
            return OfferResult.ACCEPTED;
        }

        @Override
        public void close(Termination termination) {}

        int sentMs() {
            return media.stream().mapToInt(Integer::intValue).sum();
        }
    }

    private void append(int ms) {
        assertThat(leg.append(new byte[ms * 8], 0, ms * 8)).isTrue();
    }

    private void pumpAfter(long ms) {
        clock.advanceMs(ms);
        leg.pump(clock.nanoTime());
    }

    @Test
    void shouldSendTheFirstAudioAtOnceAndTheRestOnlyWithinTheLookAhead() {
        leg.begin();
        append(1000);
        leg.pump(clock.nanoTime());
        assertThat(wire.media).containsExactly(100, 100);
        pumpAfter(99);
        assertThat(wire.sentMs()).isEqualTo(200);
        pumpAfter(1);
        assertThat(wire.sentMs()).isEqualTo(300);
        pumpAfter(450);
        assertThat(wire.sentMs())
                .as("a late pump catches up, not beyond the look-ahead")
                .isEqualTo(500);
    }

    @Test
    void shouldCountFramesAndNotTheMessagesThatHoldThem() {
        leg.begin();
        append(230);
        leg.complete();
        leg.pump(clock.nanoTime());
        assertThat(wire.media).containsExactly(100, 100);
        assertThat(counters.get(MediaCounter.FRAMES_OUT)).isEqualTo(10);
        pumpAfter(1000);
        assertThat(wire.media).containsExactly(100, 100, 30);
        assertThat(counters.get(MediaCounter.FRAMES_OUT)).isEqualTo(11);
        leg.end();
        leg.begin();
        append(30);
        wire.full = true;
        pumpAfter(0);
        assertThat(counters.get(MediaCounter.FRAMES_OUT)).as("nothing was taken").isEqualTo(11);
        wire.full = false;
        pumpAfter(20);
        assertThat(counters.get(MediaCounter.FRAMES_OUT))
                .as("with the half of one before")
                .isEqualTo(13);
    }

    @Test
    void shouldMarkTheFirstChunkAndTheEndOfEachClause() {
        leg.begin();
        append(150);
        leg.endClause(clock.nanoTime());
        append(80);
        leg.endClause(clock.nanoTime());
        leg.complete();
        leg.pump(clock.nanoTime());
        assertThat(wire.media).containsExactly(100, 50);
        assertThat(wire.marks).containsExactly(0L, 1L);
        pumpAfter(100);
        assertThat(wire.media).containsExactly(100, 50, 80);
        assertThat(wire.marks).hasSize(3);
    }

    @Test
    void shouldNotBelieveThatMoreWasHeardThanTheNextMarkConfirms() {
        leg.begin();
        append(100);
        leg.endClause(clock.nanoTime());
        append(100);
        leg.endClause(clock.nanoTime());
        leg.complete();
        leg.pump(clock.nanoTime());
        clock.advanceMs(50);
        assertThat(leg.heardSamples(clock.nanoTime())).isEqualTo(400);
        clock.advanceMs(130);
        assertThat(leg.heardSamples(clock.nanoTime())).as("mark 0 has not come").isEqualTo(800);
        leg.onMark(0, clock.nanoTime());
        assertThat(leg.pathNs()).as("80 ms later than without delay").isEqualTo(80_000_000L);
        assertThat(leg.heardSamples(clock.nanoTime())).isEqualTo(800);
        clock.advanceMs(40);
        assertThat(leg.heardSamples(clock.nanoTime()))
                .as("the path's delay is taken off")
                .isEqualTo(1120);
    }

    @Test
    void shouldBeFinishedWhenTheLastMarkComesAndNotBefore() {
        leg.begin();
        append(100);
        leg.endClause(clock.nanoTime());
        leg.complete();
        leg.pump(clock.nanoTime());
        clock.advanceMs(500);
        assertThat(leg.finished(clock.nanoTime())).isFalse();
        leg.onMark(0, clock.nanoTime());
        assertThat(leg.finished(clock.nanoTime())).isTrue();
    }

    @Test
    void shouldNotWaitForEverForAMarkThatNeverComes() {
        leg.begin();
        append(100);
        leg.endClause(clock.nanoTime());
        leg.complete();
        leg.pump(clock.nanoTime());
        clock.advanceMs(1099);
        assertThat(leg.finished(clock.nanoTime())).isFalse();
        assertThat(leg.nextDeadlineNs(clock.nanoTime())).isEqualTo(clock.nanoTime() + 1_000_000);
        clock.advanceMs(1);
        assertThat(leg.finished(clock.nanoTime())).isTrue();
    }

    @Test
    void shouldIgnoreMarksFromBeforeAClear() {
        leg.begin();
        append(1000);
        leg.endClause(clock.nanoTime());
        leg.complete();
        leg.pump(clock.nanoTime());
        clock.advanceMs(50);
        leg.clear(clock.nanoTime());
        assertThat(wire.clears).isEqualTo(1);
        assertThat(leg.audible(clock.nanoTime())).isFalse();
        leg.begin();
        append(100);
        leg.endClause(clock.nanoTime());
        leg.pump(clock.nanoTime());
        leg.onMark(0, clock.nanoTime());
        assertThat(leg.heardSamples(clock.nanoTime()))
                .as("the echo of the cleared mark means nothing")
                .isZero();
    }

    @Test
    void shouldSendNoClearWhenNothingIsLeftToPlay() {
        leg.begin();
        append(100);
        leg.complete();
        leg.pump(clock.nanoTime());
        clock.advanceMs(150);
        leg.onMark(0, clock.nanoTime());
        clock.advanceMs(60);
        leg.clear(clock.nanoTime());
        assertThat(wire.clears).isZero();
    }

    @Test
    void shouldClearACarrierThatHasNotConfirmedWhatTheClockTakesForPlayed() {
        leg.begin();
        append(100);
        leg.complete();
        leg.pump(clock.nanoTime());
        clock.advanceMs(500);
        assertThat(leg.audible(clock.nanoTime())).isTrue();
        leg.clear(clock.nanoTime());
        assertThat(wire.clears).isEqualTo(1);
    }

    @Test
    void shouldNotTakeALateMarkOfAnOldUtteranceForTheNewOne() {
        leg.begin();
        append(180);
        leg.endClause(clock.nanoTime());
        leg.complete();
        leg.pump(clock.nanoTime());
        clock.advanceMs(2000);
        assertThat(leg.finished(clock.nanoTime())).isTrue();
        assertThat(leg.unconfirmed()).isTrue();
        leg.end();
        leg.begin();
        append(1000);
        leg.pump(clock.nanoTime());
        leg.onMark(1, clock.nanoTime());
        assertThat(leg.heardSamples(clock.nanoTime())).isZero();
    }

    @Test
    void shouldAskForNothingOnceAnUtteranceEndedWithoutItsMarks() {
        leg.begin();
        append(100);
        leg.endClause(clock.nanoTime());
        leg.complete();
        leg.pump(clock.nanoTime());
        clock.advanceMs(2000);
        leg.end();
        assertThat(leg.nextDeadlineNs(clock.nanoTime())).isEqualTo(OutboundLeg.NEVER);
    }

    @Test
    void shouldMarkAClauseWhoseAudioHadLeftBeforeItsEndWasKnownAndSendNothingEmpty() {
        leg.begin();
        leg.endClause(clock.nanoTime());
        assertThat(wire.marks).as("a clause without audio").isEmpty();
        append(100);
        leg.pump(clock.nanoTime());
        append(50);
        leg.pump(clock.nanoTime());
        assertThat(wire.marks).hasSize(1);
        leg.endClause(clock.nanoTime());
        assertThat(wire.marks).hasSize(2);
        append(40);
        leg.complete();
        pumpAfter(200);
        assertThat(wire.media).containsExactly(100, 50, 40);
    }

    @Test
    void shouldNotTakeAPauseOfTheVoiceForADelayOfThePath() {
        leg.begin();
        append(100);
        leg.pump(clock.nanoTime());
        append(100);
        leg.pump(clock.nanoTime());
        clock.advanceMs(130);
        leg.onMark(0, clock.nanoTime());
        assertThat(leg.pathNs()).isEqualTo(30_000_000L);
        clock.advanceMs(1500);
        leg.endClause(clock.nanoTime());
        clock.advanceMs(40);
        leg.onMark(1, clock.nanoTime());
        assertThat(leg.pathNs()).isEqualTo(40_000_000L);
    }

    @Test
    void shouldTellWhenTheFirstAudioWasHeardByItsOwnMark() {
        leg.begin();
        append(200);
        leg.endClause(clock.nanoTime());
        long writtenNs = clock.nanoTime();
        leg.pump(writtenNs);
        clock.advanceMs(130);
        leg.onMark(0, clock.nanoTime());
        clock.advanceMs(570);
        leg.onMark(1, clock.nanoTime());
        assertThat(leg.firstHeardNs() - writtenNs).isEqualTo(30_000_000L);
    }

    @Test
    void shouldKeepAudioThatTheCarrierRefusedAndTryAgain() {
        wire.full = true;
        leg.begin();
        append(60);
        leg.pump(clock.nanoTime());
        long retryNs = leg.nextDeadlineNs(clock.nanoTime());
        assertThat(retryNs).isEqualTo(clock.nanoTime() + 20_000_000);
        clock.advanceMs(10);
        assertThat(leg.nextDeadlineNs(clock.nanoTime()))
                .as("does not move away")
                .isEqualTo(retryNs);
        assertThat(leg.bufferedBytes()).isEqualTo(480);
        wire.full = false;
        pumpAfter(10);
        assertThat(wire.media).containsExactly(60);
    }

    @Test
    void shouldRefuseMoreThanItsBoundAndKeepWhatItHas() {
        leg.begin();
        append(7000);
        assertThat(leg.append(new byte[60_000], 0, 60_000)).isFalse();
        assertThat(leg.appendedSamples()).isEqualTo(56_000);
    }
}
