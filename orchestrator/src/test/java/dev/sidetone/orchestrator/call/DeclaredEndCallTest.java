/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.conversation.CallLimits;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.turn.Endpointing;
import dev.sidetone.orchestrator.turn.TurnConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Turns that the recogniser ends, in whole calls and virtual time. */
@Tag("unit")
class DeclaredEndCallTest {
    private CallRig rig = rig(Endpointing.FIRST, true);

    private static CallRig rig(Endpointing endpointing, boolean declaresEnds) {
        return new CallRig(
                CallRig.agent(),
                CallLimits.DEFAULTS,
                TurnConfig.DEFAULT.withEndpointing(endpointing),
                declaresEnds);
    }

    private void use(CallRig another) {
        rig.close();
        rig = another;
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldAnswerOnceByTheRecognisersWordAndRecordTheSilenceItAskedFor() {
        rig.runUntilQuiet();
        rig.say("when do you open", 1000, 320);
        rig.providers.ear.declareEnd(rig.streamMs() - 10);
        rig.run(2500);
        assertThat(rig.turns()).hasSize(2);
        TurnRecord turn = rig.turns().get(1);
        assertThat(turn.callerText()).isEqualTo("when do you open");
        assertThat(turn.endpointingTargetMs()).isEqualTo(300);
        assertThat(turn.endpointingMs()).isBetween(310.0, 345.0);
        assertThat(rig.providers.ear.requests).as("asked for at the pause").hasSize(1);
    }

    @Test
    void shouldAnswerByOurOwnSilenceWhenThatComesFirstAndNotAgain() {
        rig.runUntilQuiet();
        rig.say("when do you open", 1000, 450);
        rig.providers.ear.declareEnd(rig.streamMs() - 100);
        rig.run(2500);
        assertThat(rig.turns()).hasSize(2);
        assertThat(rig.turns().get(1).endpointingTargetMs()).isEqualTo(400);
        assertThat(rig.providers.mind.asked).hasSize(1);
    }

    @Test
    void shouldLetTheCallerFinishWhoGoesOnBeforeTheRecognisersWordArrives() {
        rig.runUntilQuiet();
        rig.say("i would like", 800, 320);
        long heardMs = rig.streamMs();
        rig.speak();
        rig.run(600);
        rig.providers.ear.declareEnd(heardMs);
        rig.run(200);
        assertThat(rig.providers.mouth.spoken).isEmpty();
        assertThat(rig.providers.ear.resumed).as("told that the caller goes on").isEqualTo(1);
        rig.hush();
        rig.run(2500);
        assertThat(rig.providers.mouth.spoken).hasSize(1);
        assertThat(rig.turns()).hasSize(2);
    }

    @Test
    void shouldAskForTheFinalOnlyAtTheRecognisersWordWhenTheEndIsLeftToIt() {
        use(rig(Endpointing.PROVIDER, true));
        rig.runUntilQuiet();
        rig.say("when do you open", 1000, 900);
        assertThat(rig.providers.ear.requests).isEmpty();
        rig.providers.ear.declareEnd(rig.streamMs());
        rig.run(2500);
        assertThat(rig.turns().get(1).callerText()).isEqualTo("when do you open");
        assertThat(rig.turns().get(1).endpointingTargetMs()).isEqualTo(300);
        assertThat(rig.providers.ear.declaredRequests).hasSize(1);
        assertThat(rig.providers.ear.paused).isEqualTo(1);
    }

    @Test
    void shouldNotHangWhenTheRecognisersWordIsLost() {
        use(rig(Endpointing.PROVIDER, true));
        rig.runUntilQuiet();
        rig.say("when do you open", 1000, 2900);
        assertThat(rig.providers.mind.asked).isEmpty();
        rig.run(2500);
        assertThat(rig.providers.mind.asked).hasSize(1);
        assertThat(rig.turns().get(1).endpointingTargetMs()).isEqualTo(3000);
        assertThat(rig.providers.ear.requests).hasSize(1);
        assertThat(rig.providers.ear.declaredRequests).isEmpty();
    }

    @Test
    void shouldNotWaitForTheWordOfARecogniserThatNeverSaysIt() {
        use(rig(Endpointing.PROVIDER, false));
        rig.runUntilQuiet();
        rig.say("when do you open", 1000, 2500);
        assertThat(rig.turns().get(1).endpointingTargetMs()).isEqualTo(400);
    }
}
