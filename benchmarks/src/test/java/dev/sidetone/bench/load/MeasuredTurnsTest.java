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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class MeasuredTurnsTest {

    private static TurnOutcome turn(int phrase, @Nullable Double mrlMs, boolean measured) {
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
        return new TurnOutcome(
                "CA1", figures, 2000, 0, phrase, TurnOutcome.Verdict.ANSWERED, measured);
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

    private static OtherSides others(@Nullable Double targetMs, Map<Integer, Double> drawn) {
        return new OtherSides(Map.of("CA1", List.of(server(targetMs, 890.0))), drawn, List.of());
    }

    @Test
    void shouldTakeOffTheSilenceAskedForAndTheDelaysDrawn() {
        MeasuredTurns turns =
                MeasuredTurns.of(
                        List.of(turn(7, 900.0, true)), others(500.0, Map.of(7, 388.5)), null, true);
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
        OtherSides known = others(500.0, Map.of(7, 1.0));
        assertThat(MeasuredTurns.of(List.of(turn(8, 900.0, true)), known, null, true).added())
                .isEmpty();
        assertThat(MeasuredTurns.of(List.of(turn(7, null, true)), known, null, true).added())
                .isEmpty();
        OtherSides silent = others(null, Map.of(7, 1.0));
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
    void shouldSumTheDelaysThatLieBeforeTheFirstAudio() {
        String ndjson =
                """
                {"turn":0,"phrase":7,"drawn_ms":{"stt":100.0,"llm":200.5,"llm_sentence":30.0,"llm_tokens":900.0,"tts":50.0}}

                {"turn":1,"phrase":8,"drawn_ms":{"stt":1.0,"llm":null,"llm_sentence":null,"llm_tokens":null,"tts":null}}
                """;
        assertThat(OtherSides.drawnMs(ndjson)).isEqualTo(Map.of(7, 380.5, 8, 1.0));
    }
}
