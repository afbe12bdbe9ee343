/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class LifeSignsTest {
    private final LifeSigns life = new LifeSigns();

    @Test
    void shouldGiveUpAfterTwoTurnsThatBroughtNothingThoughAsked() {
        life.opened(0);
        life.asked();
        assertThat(life.turnOver()).isFalse();
        assertThat(life.turnOver()).as("it was not asked").isFalse();
        life.asked();
        assertThat(life.turnOver()).isTrue();
    }

    @Test
    void shouldNotTakeAServiceForDeadThatAnswersPings() {
        life.opened(0);
        for (int turn = 0; turn < 4; turn++) {
            life.asked();
            assertThat(life.sinceAsked()).isFalse();
            life.sign(turn, false);
            assertThat(life.sinceAsked()).isTrue();
            assertThat(life.turnOver()).isFalse();
        }
        life.asked();
        life.sign(5, false);
        assertThat(life.turnOver()).as("pongs alone are no recognition").isTrue();
    }

    @Test
    void shouldForgetMuteTurnsAtTheFirstMessage() {
        life.opened(0);
        for (int turn = 0; turn < 20; turn++) {
            life.asked();
            life.sign(turn, turn % 4 == 3);
            assertThat(life.turnOver()).isFalse();
        }
        assertThat(life.quietNs(25)).isEqualTo(6);
    }
}
