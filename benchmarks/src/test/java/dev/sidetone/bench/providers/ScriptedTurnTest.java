/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ScriptedTurnTest {

    private final ScriptedTurn turn = new ScriptedTurn(0, 7);

    @Test
    void shouldKeepWhatTheAnswerTookThatAskedForATool() {
        turn.onModelAsked(1, false, 60, 60, 5);
        assertThat(turn.llmToolDrawnMs).isNull();
        turn.onModelAsked(2, true, 70, 80, 40);
        assertThat(turn.llmToolDrawnMs).isEqualTo(65);
        assertThat(turn.llmSentenceDrawnMs).isEqualTo(80);
        turn.onModelAsked(3, true, 30, 30, 0);
        assertThat(turn.llmToolDrawnMs).isEqualTo(175);
        assertThat(turn.llmRequests).isEqualTo(3);
        assertThat(turn.llmAskedAtMs).isEqualTo(1);
        assertThat(turn.llmRequestAtMs).isEqualTo(3);
    }

    @Test
    void shouldForgetAnAnswerThatWasAskedForAgain() {
        turn.onModelAsked(1, false, 60, 60, 5);
        turn.onModelAsked(2, true, 70, 80, 40);
        turn.onModelAsked(4, false, 50, 55, 10);
        assertThat(turn.llmToolDrawnMs).isNull();
        assertThat(turn.llmDrawnMs).isEqualTo(50);
        assertThat(turn.llmAskedAtMs).isEqualTo(4);
    }
}
