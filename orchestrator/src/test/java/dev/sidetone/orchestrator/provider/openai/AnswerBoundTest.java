/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class AnswerBoundTest {
    @Test
    void shouldLetAnAnswerWithinTheLimitPass() {
        AnswerBound bound = new AnswerBound(10);
        assertThat(bound.cut("One. Two. ")).isEqualTo(-1);
    }

    @Test
    void shouldCutWhereTheSentenceEndsThatPassesTheLimitHoweverTheWordsCome() {
        String text = "One. Two is 3.5 long. Three.";
        for (int first = 0; first <= text.length(); first++) {
            AnswerBound bound = new AnswerBound(10);
            int cut = bound.cut(text.substring(0, first));
            if (cut < 0) {
                int rest = bound.cut(text.substring(first));
                cut = rest < 0 ? rest : first + rest;
            }
            assertThat(cut).as("cut after %d", first).isEqualTo("One. Two is 3.5 long.".length());
        }
    }

    @Test
    void shouldCutASentenceWithoutEndBetweenTwoWords() {
        AnswerBound bound = new AnswerBound(10);
        int cut = bound.cut("and so on ".repeat(100));
        assertThat(cut).isBetween(10 + AnswerBound.GRACE_CHARS, 20 + AnswerBound.GRACE_CHARS);
    }

    @Test
    void shouldCutAWordWithoutEnd() {
        AnswerBound bound = new AnswerBound(10);
        assertThat(bound.cut("a".repeat(2000))).isEqualTo(10 + 2 * AnswerBound.GRACE_CHARS);
    }

    @Test
    void shouldKnowSentencesThatNoSpaceFollows() {
        AnswerBound bound = new AnswerBound(2);
        assertThat(bound.cut("\u6211\u4eec\u3002\u597d")).isEqualTo(3);
    }
}
