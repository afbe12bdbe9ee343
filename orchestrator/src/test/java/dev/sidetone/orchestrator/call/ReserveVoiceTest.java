/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.link.Termination;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the caller hears when the voice itself is what fails. */
@Tag("unit")
final class ReserveVoiceTest {
    private static final String GREETING = "Hello, I am a machine.";
    private static final String APOLOGY = "Sorry, a fault.";

    @SuppressWarnings("NullAway.Init") // each test has its own
    private CallRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldApologiseInTheReserveVoiceAndAskTheFailedOneOnlyForAnswers() {
        rig = CallRig.withRemoteVoice(mouth -> {});
        rig.runUntilQuiet();
        assertThat(rig.providers.mouth.spoken).containsExactly(GREETING);
        rig.providers.mind.answering = (u, m) -> rig.providers.mind.say(u, "Unheard.");
        rig.providers.mouth.broken = true;

        rig.say("one", 600, 4000);
        assertThat(heardIn(1)).isEqualTo(APOLOGY);
        rig.say("two", 600, 4000);
        assertThat(heardIn(2)).isEqualTo(APOLOGY);
        rig.say("three", 600, 4000);

        assertThat(heardIn(3)).isEqualTo("I get a person.");
        assertThat(rig.providers.mouth.spoken)
                .containsExactly(GREETING, "Unheard.", "Unheard.", "Unheard.");
        assertThat(rig.count(MediaCounter.TTS_FAILURES)).isEqualTo(3);
        assertThat(Objects.requireNonNull(rig.carrier.closed).reason())
                .isEqualTo(Termination.Reason.VOICE_FAILED);
    }

    @Test
    void shouldGreetInTheReserveVoiceWhenTheVoiceFailsAtThat() {
        rig = CallRig.withRemoteVoice(mouth -> mouth.broken = true);
        rig.runUntilQuiet();

        assertThat(heardIn(0)).isEqualTo(GREETING);
        assertThat(rig.carrier.playedBytes / 8)
                .isEqualTo((long) GREETING.length() * ScriptedProviders.MS_PER_CHAR);
        assertThat(rig.count(MediaCounter.TTS_FAILURES)).isEqualTo(1);
        assertThat(rig.carrier.closed).isNull();
    }

    @Test
    void shouldGreetInTheReserveVoiceWhenTheVoiceStaysSilent() {
        rig = CallRig.withRemoteVoice(mouth -> mouth.silent = true);
        rig.run(5500);
        rig.runUntilQuiet();

        assertThat(heardIn(0)).isEqualTo(GREETING);
        assertThat(rig.providers.mouth.cancelled).containsExactly(1);
        assertThat(rig.count(MediaCounter.TTS_FAILURES)).isEqualTo(1);
    }

    @Test
    void shouldReturnToTheVoiceOnceItSpeaksAgain() {
        rig = CallRig.withRemoteVoice(mouth -> mouth.broken = true);
        rig.runUntilQuiet();
        rig.providers.mouth.broken = false;

        rig.say("one", 600, 3000);
        assertThat(heardIn(1)).isEqualTo("Yes.");
        // the caller stays silent until the agent asks
        rig.run(11_000);

        assertThat(rig.providers.mouth.spoken).containsExactly(GREETING, "Yes.", "Still there?");
    }

    private String heardIn(int turn) {
        TurnRecord record = rig.turns().get(turn);
        return Objects.requireNonNull(record.agentTextHeard());
    }
}
