/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.CallerTurn;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.bench.load.call.TurnOutcome;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class MeasuredTurnsTest {

    private static TurnOutcome turn(int phrase, @Nullable Double mrlMs, boolean measured) {
        return turn(phrase, mrlMs, measured, TurnOutcome.Verdict.ANSWERED);
    }

    private static TurnOutcome turn(
            int phrase, @Nullable Double mrlMs, boolean measured, TurnOutcome.Verdict verdict) {
        TurnFigures figures =
                new TurnFigures(
                        new CallerTurn(1, "words", 0, 2_000_000_000, false),
                        mrlMs,
                        mrlMs,
                        false,
                        null,
                        0,
                        0,
                        0,
                        500);
        return new TurnOutcome("CA1", figures, 2000, 0, phrase, verdict, measured);
    }

    private static TurnRecord server(@Nullable Double targetMs, @Nullable Double mrlMs) {
        return new TurnRecord(
                "CA1",
                1,
                "twilio",
                "w",
                "a",
                "a",
                2010.0,
                null,
                null,
                mrlMs,
                targetMs,
                targetMs,
                0.0,
                0.0,
                0.0,
                0.0,
                0.0,
                false,
                null,
                null,
                new TurnRecord.Providers("s", "l", "t"));
    }

    private static OtherSides others(@Nullable Double targetMs, Map<Integer, DrawnDelays> drawn) {
        return new OtherSides(
                Map.of("CA1", List.of(server(targetMs, 890.0))),
                new ProviderTurns(drawn, Set.of(8)),
                null,
                List.of());
    }

    private static DrawnDelays answerMs(double ms) {
        return new DrawnDelays(0, 0, ms, null, null);
    }

    /** What was added to a turn of 900 ms of which 500 were asked for. */
    private static MeasuredTurns addedTo900(DrawnDelays drawn) {
        return MeasuredTurns.of(
                List.of(turn(7, 900.0, true)), others(500.0, Map.of(7, drawn)), null, true);
    }

    @Test
    void shouldTakeOffTheSilenceAskedForAndTheDelaysDrawn() {
        MeasuredTurns turns =
                MeasuredTurns.of(
                        List.of(turn(7, 900.0, true)),
                        others(500.0, Map.of(7, answerMs(388.5))),
                        null,
                        true);
        assertThat(turns.figures().addedMrl().p99()).isEqualTo(11.5);
        assertThat(turns.figures().serverDiff().p50()).isEqualTo(-10);
        assertThat(turns.records().getFirst().endpointingTargetMs()).isEqualTo(500);
    }

    @Test
    void shouldNotClampWhatWasFasterThanAsked() {
        MeasuredTurns turns =
                MeasuredTurns.of(
                        List.of(turn(7, 480.0, true)), others(500.0, Map.of()), null, false);
        assertThat(turns.added()).containsExactly(-20.0);
    }

    @Test
    void shouldAddNothingItDoesNotKnow() {
        OtherSides known = others(500.0, Map.of(7, answerMs(1)));
        assertThat(MeasuredTurns.of(List.of(turn(8, 900.0, true)), known, null, true).added())
                .isEmpty();
        assertThat(MeasuredTurns.of(List.of(turn(7, null, true)), known, null, true).added())
                .isEmpty();
        OtherSides silent = others(null, Map.of(7, answerMs(1)));
        assertThat(MeasuredTurns.of(List.of(turn(7, 900.0, true)), silent, null, true).added())
                .isEmpty();
        assertThat(MeasuredTurns.of(List.of(turn(7, 900.0, true)), silent, 300.0, true).added())
                .containsExactly(599.0);
    }

    @Test
    void shouldRestFiguresOnTheMeasuredWindowAndRecordsOnAll() {
        MeasuredTurns turns =
                MeasuredTurns.of(
                        List.of(turn(1, 5000.0, false), turn(2, 900.0, true)),
                        others(500.0, Map.of()),
                        null,
                        false);
        assertThat(turns.records()).hasSize(2);
        assertThat(turns.figures().mrl().max()).isEqualTo(900);
    }

    @Test
    void shouldNotTakeOffTwiceWhatLayInTheSilence() {
        // asked for 150 ms into the silence, drawn 100: nobody waited for the final
        MeasuredTurns hidden = addedTo900(new DrawnDelays(100, 200, 100, 250.0, null));
        assertThat(hidden.added()).containsExactly(0.0);
        assertThat(hidden.addedStrict().p50()).isEqualTo(100);
        // 30 ms of it were waited for
        assertThat(addedTo900(new DrawnDelays(100, 200, 100, 530.0, null)).addedStrict().p50())
                .isEqualTo(70);
        // asked for too late, which is the server's own fault: the draw at most
        assertThat(addedTo900(new DrawnDelays(100, 200, 100, 700.0, null)).addedStrict().p50())
                .isZero();
        // the model was asked 70 ms before the silence was over
        assertThat(addedTo900(new DrawnDelays(0, 200, 100, 400.0, 430.0)).addedStrict().p50())
                .isEqualTo(170);
        // the whole of its delay lay in there
        assertThat(addedTo900(new DrawnDelays(0, 200, 100, 200.0, 210.0)).addedStrict().p50())
                .isEqualTo(300);
        // asked after the silence: all of it was waited for
        assertThat(addedTo900(new DrawnDelays(0, 200, 100, 400.0, 510.0)).addedStrict().p50())
                .isEqualTo(100);
        // a final of which nothing is known hides nothing away
        assertThat(addedTo900(new DrawnDelays(100, 200, 100, null, null)).addedStrict().p50())
                .isEqualTo(100);
    }

    @Test
    void shouldCountNoLatencyOfAnswersThatCameEarlyOrFromAnother() {
        MeasuredTurns turns =
                MeasuredTurns.of(
                        List.of(
                                turn(7, 900.0, true),
                                turn(7, -40.0, true, TurnOutcome.Verdict.EARLY),
                                turn(7, 300.0, true, TurnOutcome.Verdict.FOREIGN)),
                        others(500.0, Map.of(7, answerMs(300))),
                        null,
                        true);
        assertThat(turns.records()).hasSize(3);
        assertThat(turns.figures().mrl().count()).isOne();
        assertThat(turns.figures().serverDiff().count()).isOne();
        assertThat(turns.added()).containsExactly(100.0);
        assertThat(turns.addedStrict().count()).isOne();
    }

    @Test
    void shouldNotJudgeTurnsInWhichAProviderFailedAsItWasTold() {
        OtherSides others = others(500.0, Map.of(7, answerMs(300), 8, answerMs(300)));
        List<TurnOutcome> turns =
                others.excused(
                        List.of(
                                turn(7, 900.0, true),
                                turn(8, null, true, TurnOutcome.Verdict.MISSED),
                                turn(8, 5000.0, true),
                                turn(8, 900.0, true, TurnOutcome.Verdict.FOREIGN)));
        TurnCounts counts = TurnCounts.of(turns, 0);
        assertThat(counts.faulted()).isEqualTo(2);
        assertThat(counts.missed()).isZero();
        assertThat(counts.foreign()).as("another's words are never excused").isOne();
        MeasuredTurns measured = MeasuredTurns.of(turns, others, null, true);
        assertThat(measured.added()).containsExactly(100.0);
        assertThat(measured.figures().mrl().max()).isEqualTo(900);
        assertThat(measured.records()).hasSize(4);
    }
}
