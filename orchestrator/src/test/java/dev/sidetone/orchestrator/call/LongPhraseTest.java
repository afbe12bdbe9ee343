/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fixed phrases that last longer than playout holds (30 s). */
@Tag("unit")
class LongPhraseTest {
    /** 62 characters, 3.7 s. */
    private static final String SENTENCE =
            "We tell you at some length what we do and whom you talk with. ";

    private static final String LONG = SENTENCE.repeat(12).strip();

    private final CallRig rig = new CallRig(agent());

    private static AgentPlan agent() {
        AgentPlan plan = CallRig.agent();
        return new AgentPlan(
                plan.name(),
                plan.kind(),
                plan.description(),
                plan.voice(),
                new AgentPlan.Phrases(
                        LONG,
                        plan.phrases().unclear(),
                        List.of(),
                        "Goodbye.",
                        "Sorry, a fault.",
                        "One moment, " + SENTENCE.replace('.', ',').repeat(6) + "please."),
                plan.topics(),
                plan.jobs(),
                plan.tools(),
                plan.handover(),
                plan.neverSay(),
                plan.providers());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldPlayAGreetingThatPlayoutCannotHoldAtOnce() {
        rig.runUntilQuiet();
        assertThat(rig.turns())
                .singleElement()
                .satisfies(turn -> assertThat(turn.agentTextHeard()).isEqualTo(LONG));
        // a space between two clauses is not spoken
        assertThat(rig.carrier.playedBytes / 8)
                .isEqualTo((LONG.length() - 11L) * ScriptedProviders.MS_PER_CHAR);
        assertThat(rig.count(MediaCounter.TTS_FAILURES)).isZero();
    }

    @Test
    void shouldHaveRoomForTheVoiceBehindALongPhrase() {
        rig.runUntilQuiet();
        rig.providers.mind.answering =
                (u, m) ->
                        rig.providers.mind.post(
                                new ModelEvent.ToolWanted(u, new ToolCall("t1", "book", "{}")));
        rig.say("book it", 600, 2000);
        assertThat(rig.carrier.playing()).as("filler").isTrue();
        String answer = SENTENCE.repeat(5).strip();
        rig.providers.mind.answering = (u, m) -> rig.providers.mind.say(u, answer);
        rig.mailbox.fact(SlotKind.TOOL, new ToolOutcome("t1", "book", ToolOutcome.Status.OK, "{}"));
        rig.runUntilQuiet();
        assertThat(rig.count(MediaCounter.TTS_FAILURES)).isZero();
        assertThat(rig.turns().get(1).agentTextHeard()).endsWith(answer);
    }

    @Test
    void shouldKeepWhatWasHeardWhenTheCallerInterruptsALongPhrase() {
        rig.run(12_000);
        rig.providers.ear.texts.add("stop");
        rig.speak();
        rig.run(600);
        rig.hush();
        rig.run(1500);
        String heard = String.valueOf(rig.turns().getFirst().agentTextHeard());
        assertThat(LONG).startsWith(heard);
        assertThat(heard.length() * ScriptedProviders.MS_PER_CHAR).isBetween(11_000, 12_500);
    }
}
