/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.link.CarrierEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a call says that its caller waits. */
@Tag("unit")
final class CallPaceTest {
    private final CallRig rig = new CallRig(CallRig.agent());

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldWaitFromThePauseInTheCallersSpeechToTheAnswersFirstAudio() {
        int[] asked = new int[1];
        rig.providers.mind.answering = (u, m) -> asked[0] = u;
        rig.runUntilQuiet();
        assertThat(waiting()).as("the agent has spoken").isZero();
        rig.speak();
        rig.run(1000);
        assertThat(waiting()).as("the caller speaks").isZero();
        rig.say("when do you open", 20, 300);
        assertThat(waiting()).as("he has paused").isOne();
        rig.run(2000);
        assertThat(asked[0]).isPositive();
        assertThat(waiting()).as("the model thinks").isOne();
        rig.providers.mind.say(asked[0], "We open at nine.");
        rig.run(20);
        assertThat(rig.carrier.playing()).isTrue();
        assertThat(waiting()).as("he hears the answer").isZero();
    }

    @Test
    void shouldNotWaitWhenTheCallerGoesOn() {
        rig.runUntilQuiet();
        rig.say("when do", 1000, 200);
        assertThat(waiting()).isOne();
        rig.speak();
        rig.run(200);
        assertThat(waiting()).isZero();
    }

    @Test
    void shouldWaitNoMoreWhenTheCallEndsBeforeTheAnswer() {
        rig.providers.mind.answering = (u, m) -> {};
        rig.runUntilQuiet();
        rig.say("when do you open", 1000, 2000);
        assertThat(waiting()).isOne();
        rig.fact(new CarrierEvent.Stopped());
        rig.run(5);
        assertThat(rig.carrier.closed).isNotNull();
        assertThat(waiting()).isZero();
    }

    @Test
    void shouldWaitNoMoreWhenTheCallIsBroken() {
        rig.providers.mind.answering =
                (u, m) -> {
                    throw new IllegalStateException("a fault of our own");
                };
        rig.runUntilQuiet();
        rig.say("when do you open", 1000, 2000);
        assertThat(rig.carrier.closed).isNotNull();
        assertThat(waiting()).isZero();
    }

    private int waiting() {
        return rig.worker.pace().waiting();
    }
}
