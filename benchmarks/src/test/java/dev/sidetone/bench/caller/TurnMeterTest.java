/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import static dev.sidetone.bench.caller.TestTones.audible;
import static dev.sidetone.bench.caller.TestTones.join;
import static dev.sidetone.bench.caller.TestTones.silent;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TurnMeterTest {

    private static final long MS = 1_000_000;
    private static final long T = 9_000_000_000L;

    private final CarrierPlayout playout = new CarrierPlayout(20);
    private final TurnMeter meter = new TurnMeter(playout.heard(), playout.clears());

    @Test
    void shouldMeasureFromTheEndOfSpeechToTheFirstAudibleBlock() {
        playout.onMedia(join(silent(30), audible(170)), T + 2500 * MS);
        TurnFigures figures = meter.measure(turn(1, 1000, 2000), null);
        assertThat(figures.mrlMs()).isEqualTo(500 + 20 + 30);
        assertThat(figures.mrlArrivalMs()).isEqualTo(500);
        assertThat(figures.bargedIn()).isFalse();
        assertThat(figures.bargeInStopMs()).isNull();
        assertThat(figures.answerMs()).isEqualTo(170);
    }

    @Test
    void shouldGiveANegativeLatencyToAnAnswerThatComesBeforeTheCallerHasEnded() {
        playout.onMedia(audible(100), T + 1700 * MS);
        assertThat(meter.measure(turn(1, 1000, 2000), null).mrlMs()).isEqualTo(-280);
    }

    @Test
    void shouldHaveNoLatencyWithoutAnAudibleAnswer() {
        playout.onMedia(silent(500), T + 2500 * MS);
        assertThat(meter.measure(turn(1, 1000, 2000), null).mrlMs()).isNull();
    }

    @Test
    void shouldHaveNoLatencyForKeys() {
        playout.onMedia(audible(500), T + 2500 * MS);
        CallerTurn keys = new CallerTurn(1, "keys 1", T + 1000 * MS, T + 1000 * MS, true);
        assertThat(meter.measure(keys, null).mrlMs()).isNull();
        assertThat(meter.measure(keys, null).answerMs()).isEqualTo(500);
    }

    @Test
    void shouldGiveTheGreetingEverythingBeforeTheFirstTurn() {
        playout.onMedia(audible(500), T);
        playout.onMedia(audible(300), T + 2500 * MS);
        CallerTurn greeting = CallerTurn.greeting(T);
        assertThat(meter.measure(greeting, turn(1, 1000, 2000)).answerMs()).isEqualTo(500);
        assertThat(meter.measure(greeting, turn(1, 1000, 2000)).mrlMs()).isNull();
    }

    @Test
    void shouldMeasureHowLongTheOldUtteranceGoesOnAfterTheCallersOnset() {
        playout.onMedia(audible(5000), T);
        playout.onClear(T + 1210 * MS);
        playout.onMedia(audible(100), T + 2500 * MS);
        TurnFigures figures = meter.measure(turn(1, 1000, 2000), null);
        assertThat(figures.bargedIn()).isTrue();
        // In play since 20 ms: the frame in play at 1210 ms ends at 1220 ms.
        assertThat(figures.bargeInStopMs()).isEqualTo(220);
        assertThat(figures.mrlMs()).isEqualTo(520);
        assertThat(figures.staleMs()).isZero();
    }

    @Test
    void shouldTellStaleAudioAfterAClear() {
        playout.onMedia(audible(5000), T);
        playout.onClear(T + 1200 * MS);
        playout.onMedia(audible(60), T + 1300 * MS);
        TurnFigures figures = meter.measure(turn(1, 1000, 2000), null);
        assertThat(figures.staleMs()).isEqualTo(60);
        assertThat(figures.mrlMs()).isNegative();
    }

    @Test
    void shouldSayHowLongAnAgentTalksOnThatNobodyClears() {
        playout.onMedia(audible(3000), T);
        playout.onMedia(audible(100), T + 3500 * MS);
        TurnFigures figures = meter.measure(turn(1, 1000, 2000), null);
        assertThat(figures.bargedIn()).isTrue();
        assertThat(figures.bargeInStopMs()).isEqualTo(2020);
        assertThat(figures.mrlMs()).isEqualTo(1520);
    }

    @Test
    void shouldNotCallItABargeInWhenTheAgentHadFallenSilent() {
        playout.onMedia(join(audible(500), silent(1000)), T);
        TurnFigures figures = meter.measure(turn(1, 1000, 2000), null);
        assertThat(figures.bargedIn()).isFalse();
    }

    @Test
    void shouldKeepPacedFramesOfTheOldUtteranceTogether() {
        for (int i = 0; i < 60; i++) {
            playout.onMedia(audible(20), T + i * 20L * MS);
        }
        playout.onClear(T + 1205 * MS);
        playout.onMedia(audible(100), T + 2600 * MS);
        TurnFigures figures = meter.measure(turn(1, 1000, 2000), null);
        assertThat(figures.bargedIn()).isTrue();
        assertThat(figures.bargeInStopMs()).isEqualTo(220);
        assertThat(figures.mrlMs()).isEqualTo(620);
    }

    @Test
    void shouldFindTheAnswerOfAnEchoWhoseQueueNeverRunsDry() {
        for (int ms = 0; ms < 4000; ms += 20) {
            boolean spoken = (ms >= 1000 && ms < 2000) || (ms >= 3000 && ms < 3500);
            playout.onMedia(spoken ? audible(20) : silent(20), T + (ms + 25) * MS);
        }
        TurnFigures first = meter.measure(turn(1, 1000, 2000), turn(2, 3000, 3500));
        assertThat(first.mrlMs()).isEqualTo(1045 - 2000);
        assertThat(first.bargedIn()).isFalse();
        assertThat(first.answerMs()).isEqualTo(1000);
        assertThat(meter.measure(turn(2, 3000, 3500), null).answerMs()).isEqualTo(500);
    }

    @Test
    void shouldNotTakeAPauseInASentenceForItsEnd() {
        playout.onMedia(join(join(audible(800), silent(400)), audible(800)), T);
        playout.onMedia(audible(100), T + 3000 * MS);
        TurnFigures figures = meter.measure(turn(1, 1000, 2000), null);
        assertThat(figures.bargedIn()).isTrue();
        assertThat(figures.mrlMs()).isEqualTo(1020);
    }

    @Test
    void shouldCountUnderrunsButNotPausesBetweenUtterances() {
        playout.onMedia(audible(100), T + 2500 * MS);
        playout.onMedia(audible(100), T + 2650 * MS);
        playout.onMedia(audible(100), T + 4000 * MS);
        TurnFigures figures = meter.measure(turn(1, 1000, 2000), null);
        assertThat(figures.gaps()).isEqualTo(1);
        assertThat(figures.longestGapMs()).isEqualTo(50);
    }

    @Test
    void shouldGiveEachOfTwoTurnsItsOwnAnswer() {
        playout.onMedia(audible(500), T + 2500 * MS);
        playout.onMedia(audible(300), T + 5400 * MS);
        CallerTurn second = turn(2, 4000, 5000);
        assertThat(meter.measure(turn(1, 1000, 2000), second).answerMs()).isEqualTo(500);
        assertThat(meter.measure(second, null).mrlMs()).isEqualTo(420);
    }

    private static CallerTurn turn(int number, long onsetMs, long endMs) {
        return new CallerTurn(number, "words", T + onsetMs * MS, T + endMs * MS, false);
    }
}
