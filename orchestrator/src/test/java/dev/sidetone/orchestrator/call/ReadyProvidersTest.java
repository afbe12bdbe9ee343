/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What providers over the network are told so that nobody waits for them. */
@Tag("unit")
final class ReadyProvidersTest {
    private final CallRig rig = new CallRig(CallRig.agent());

    @Test
    void shouldWarmMindAndMouthWhenTheCallerBeginsToSpeak() {
        rig.runUntilQuiet();
        assertThat(rig.providers.mouth.warmed).isZero();

        rig.say("yes", 600, 1000);

        assertThat(rig.providers.mind.asked).hasSize(1);
        assertThat(rig.providers.mind.warmedBeforeAsked).isEqualTo(1);
        assertThat(rig.providers.mouth.warmed).isEqualTo(1);
    }

    @Test
    void shouldTellTheMouthOnceAndLastThatAnUtteranceIsComplete() {
        rig.runUntilQuiet();
        assertThat(rig.providers.mouth.finished)
                .as("the greeting comes from the cache, the mouth has no part in it")
                .isEmpty();
        int before = rig.providers.mouth.spoken.size();
        rig.providers.mind.answering = (u, m) -> rig.providers.mind.say(u, "One thing. And two.");

        rig.say("yes", 600, 2000);

        assertThat(rig.providers.mouth.finished).containsExactly(2);
        assertThat(rig.providers.mouth.spokenAtFinish).containsExactly(before + 2);
    }
}
