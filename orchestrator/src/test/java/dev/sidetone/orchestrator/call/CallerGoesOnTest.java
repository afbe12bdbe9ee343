/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.journal.TurnRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A caller who pauses for longer than a turn's end takes, and goes on before the final came. */
@Tag("unit")
class CallerGoesOnTest {
    private final CallRig rig = new CallRig(CallRig.agent());

    @AfterEach
    void close() {
        rig.close();
    }

    private void goOn(int ms) {
        rig.speak();
        rig.run(ms);
        rig.hush();
        rig.run(200);
        rig.providers.ear.answer(rig.providers.ear.requests.getLast(), "stop that please");
        rig.run(2000);
    }

    @Test
    void shouldStillHaveBargedIn() {
        rig.runUntilQuiet();
        rig.providers.mind.answering =
                (u, m) ->
                        rig.providers.mind.say(
                                u, "This answer is quite long and goes on for many words more.");
        rig.say("tell me", 600, 2000);
        assertThat(rig.carrier.playing()).isTrue();
        rig.providers.mind.answering = (u, m) -> rig.providers.mind.say(u, "Fine.");
        rig.providers.ear.silent = true;
        rig.say("stop that", 600, 600);
        goOn(600);
        assertThat(rig.turns()).extracting(TurnRecord::turn).containsExactly(0, 1, 2);
        TurnRecord turn = rig.turns().getLast();
        assertThat(turn.callerText()).isEqualTo("stop that please");
        assertThat(turn.bargedIn()).isTrue();
        assertThat(turn.bargeInClearMs()).isBetween(180.0, 300.0);
    }

    @Test
    void shouldKeepItsNumberWhenKeysMadeATurnMeanwhile() {
        rig.runUntilQuiet();
        rig.providers.ear.silent = true;
        rig.say("my number is", 800, 100);
        rig.press("5");
        rig.run(1550);
        goOn(600);
        assertThat(rig.turns()).extracting(TurnRecord::turn).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(rig.turns())
                .filteredOn(turn -> "[keys 5]".equals(turn.callerText()))
                .extracting(TurnRecord::turn)
                .containsExactly(2);
        assertThat(rig.turns())
                .filteredOn(turn -> "stop that please".equals(turn.callerText()))
                .extracting(TurnRecord::turn)
                .containsExactly(1);
    }
}
