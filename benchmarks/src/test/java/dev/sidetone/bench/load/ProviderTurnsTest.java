/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ProviderTurnsTest {

    @Test
    void shouldReadTheDelaysThatLieBeforeTheFirstAudio() {
        String ndjson =
                """
                {"turn":0,"phrase":7,"drawn_ms":{"stt":100.0,"llm":200.5,"llm_sentence":230.5,"llm_tokens":900.0,"tts":50.0},\
                "applied_ms":{"stt":102.0},"at_ms":{"speech_end":1000.0,"stt_final":1262.0,"llm_asked":1270.0}}

                {"turn":1,"phrase":8,"drawn_ms":{"stt":1.0,"llm":null,"llm_sentence":null,"llm_tokens":null,"tts":null},\
                "applied_ms":{"stt":null},"at_ms":{"speech_end":1000.0,"stt_final":null},"faults":["stt:reset"]}
                {"turn":2,"phrase":9,"drawn_ms":{"stt":1.0,"llm":2.0,"llm_sentence":3.0,"llm_tokens":4.0,"llm_tool":10.0,"tts":5.0},"faults":[]}
                """;
        ProviderTurns turns = ProviderTurns.of(ndjson, 0);
        assertThat(turns.faulted()).containsExactly(8);
        assertThat(turns.drawnByPhrase())
                .isEqualTo(
                        Map.of(
                                7,
                                new DrawnDelays(100, 230.5, 50, 260.0, 270.0),
                                8,
                                new DrawnDelays(1, 0, 0, null, null),
                                9,
                                new DrawnDelays(1, 10, 8, null, null)));
        assertThat(turns.drawnByPhrase().get(7)).extracting(DrawnDelays::wholeMs).isEqualTo(380.5);
    }

    @Test
    void shouldTakeNothingFromTurnsOfEarlierRuns() {
        String ndjson =
                """
                {"turn":3,"phrase":7,"drawn_ms":{"tts":50.0},"faults":["tts:reset"]}
                {"turn":4,"phrase":8,"drawn_ms":{"tts":50.0},"faults":["tts:reset"]}
                {"turn":5,"phrase":7,"drawn_ms":{"tts":20.0},"faults":[]}
                {"turn":6,"phrase":9,"drawn_ms":{"tts":30.0},"faults":["tts:reset"]}
                """;
        ProviderTurns run = ProviderTurns.of(ndjson, 5);
        assertThat(run.faulted()).containsExactly(9);
        assertThat(run.drawnByPhrase()).isEqualTo(Map.of(7, answerMs(20), 9, answerMs(30)));
        assertThat(ProviderTurns.of(ndjson, ProviderTurns.UNKNOWN).faulted())
                .as("of providers that count no turns, all are taken")
                .containsExactlyInAnyOrder(7, 8, 9);
    }

    @Test
    void shouldTakeEveryLineWhereTurnsHaveNoNumbers() {
        assertThat(ProviderTurns.of("{\"phrase\":7,\"faults\":[\"tts:reset\"]}\n", 5).faulted())
                .containsExactly(7);
    }

    private static DrawnDelays answerMs(double ms) {
        return new DrawnDelays(0, 0, ms, null, null);
    }
}
