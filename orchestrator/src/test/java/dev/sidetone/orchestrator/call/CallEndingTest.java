/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.conversation.CallLimits;
import dev.sidetone.orchestrator.journal.CallEvent;
import dev.sidetone.orchestrator.link.CallCommand;
import dev.sidetone.orchestrator.link.CarrierEvent;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How calls end, and what makes them end. */
@Tag("unit")
class CallEndingTest {
    private CallRig rig = new CallRig(CallRig.agent());

    @AfterEach
    void close() {
        rig.close();
    }

    private static CallLimits limits(Duration maxLength, Duration idle) {
        CallLimits d = CallLimits.DEFAULTS;
        return new CallLimits(
                maxLength,
                idle,
                d.sttFinalTimeout(),
                d.modelTimeout(),
                d.voiceTimeout(),
                d.dtmfTimeout(),
                d.fillerAfter());
    }

    private Termination ended() {
        return rig.events.stream()
                .filter(CallEvent.Ended.class::isInstance)
                .map(e -> ((CallEvent.Ended) e).termination())
                .findFirst()
                .orElseThrow(() -> new AssertionError("the call has not ended"));
    }

    @Test
    void shouldCloseWhatWasOpenedWhenACallCannotBeMade() {
        rig.runUntilQuiet();
        rig.providers.mouth.missing = true;
        assertThatThrownBy(() -> rig.call(CallRig.agent(), CallLimits.DEFAULTS))
                .isInstanceOf(NoClassDefFoundError.class);
        assertThat(rig.providers.ear.closed).isTrue();
        assertThat(rig.providers.mind.closed).isTrue();
    }

    @Test
    void shouldEndTheStreamOnceTheLastWordsWereHeardWhenHandingOver() {
        rig.runUntilQuiet();
        rig.providers.mind.answering =
                (u, m) ->
                        rig.providers.mind.say(
                                u, "I get a person for you.", ModelEvent.Next.HAND_OVER);
        rig.say("operator", 600, 600);
        rig.say("thanks", 600, 0);
        assertThat(rig.carrier.closed).as("last words are not interrupted").isNull();
        assertThat(rig.carrier.clears).isZero();
        rig.run(3000);
        assertThat(ended().reason()).isEqualTo(Termination.Reason.HANDED_OVER);
        assertThat(rig.count(MediaCounter.BARGE_INS)).isZero();
    }

    @Test
    void shouldHandOverWhenAnOperatorOrdersIt() {
        rig.runUntilQuiet();
        rig.mailbox.fact(SlotKind.COMMAND, new CallCommand.HandOver());
        rig.run(3000);
        assertThat(ended().reason()).isEqualTo(Termination.Reason.HANDED_OVER);
    }

    @Test
    void shouldPromptASilentCallerAndThenEnd() {
        rig.close();
        rig = new CallRig(CallRig.agent(), limits(Duration.ofMinutes(5), Duration.ofSeconds(2)));
        rig.run(12_000);
        assertThat(rig.count(MediaCounter.IDLE_PROMPTS)).isEqualTo(2);
        assertThat(ended().reason()).isEqualTo(Termination.Reason.CALLER_SILENT);
        assertThat(rig.turns()).as("prompts are not turns").hasSize(1);
    }

    @Test
    void shouldSayGoodbyeAtTheLongestCall() {
        rig.close();
        rig = new CallRig(CallRig.agent(), limits(Duration.ofSeconds(5), Duration.ofSeconds(60)));
        rig.run(6_500);
        assertThat(ended().reason()).isEqualTo(Termination.Reason.LENGTH_CAP);
    }

    @Test
    void shouldEndWhenTheCarrierStopsAndRecordWhatWasHeard() {
        rig.run(700);
        rig.fact(new CarrierEvent.Stopped());
        rig.run(2);
        assertThat(ended().reason()).isEqualTo(Termination.Reason.CALLER_HUNG_UP);
        assertThat(rig.turns())
                .singleElement()
                .satisfies(t -> assertThat(t.agentTextHeard()).isEqualTo("Hello, I am"));
        assertThat(rig.count(MediaCounter.CALLS_ENDED)).isEqualTo(1);
    }

    @Test
    void shouldSaySorryTwiceWhenTheRecogniserStaysSilentAndThenBringAPersonAndEndTyped() {
        rig.runUntilQuiet();
        rig.providers.ear.silent = true;
        rig.say("hello", 600, 5000);
        assertThat(rig.count(MediaCounter.STT_FINAL_TIMEOUTS)).isEqualTo(1);
        assertThat(rig.turns().get(1).agentText()).isEqualTo("Sorry, a fault.");
        rig.say("hello", 600, 5000);
        assertThat(rig.turns().get(2).agentText()).isEqualTo("Sorry, a fault.");
        assertThat(rig.carrier.closed).isNull();
        rig.say("hello", 600, 5000);
        assertThat(rig.count(MediaCounter.STT_FINAL_TIMEOUTS)).isEqualTo(3);
        assertThat(rig.count(MediaCounter.STT_FAILURES)).isEqualTo(3);
        assertThat(rig.turns().get(3).agentText()).isEqualTo("I get a person.");
        assertThat(rig.turns().get(3).agentTextHeard()).isEqualTo("I get a person.");
        assertThat(ended().reason()).isEqualTo(Termination.Reason.RECOGNIZER_FAILED);
        assertThat(ended().result()).isEqualTo(Termination.Result.UPSTREAM_ERROR);
    }

    @Test
    void shouldGoOnAfterAFailureThatDidNotRepeat() {
        rig.runUntilQuiet();
        rig.providers.mind.answering =
                (u, m) ->
                        rig.providers.mind.post(
                                new ModelEvent.Failed(
                                        u,
                                        new ProviderFailure(
                                                ProviderFailure.Kind.OVERLOADED, "mind", "busy")));
        rig.say("one", 600, 3000);
        rig.providers.mind.answering = (u, m) -> rig.providers.mind.say(u, "Better now.");
        rig.say("two", 600, 3000);
        rig.providers.mind.answering =
                (u, m) ->
                        rig.providers.mind.post(
                                new ModelEvent.Failed(
                                        u,
                                        new ProviderFailure(
                                                ProviderFailure.Kind.OVERLOADED, "mind", "busy")));
        rig.say("three", 600, 3000);
        assertThat(rig.carrier.closed).isNull();
        assertThat(rig.count(MediaCounter.LLM_FAILURES)).isEqualTo(2);
    }

    @Test
    void shouldDetectAModelAndAVoiceThatStaySilent() {
        rig.runUntilQuiet();
        rig.providers.mind.answering = (u, m) -> {};
        rig.say("one", 600, 8000);
        assertThat(rig.count(MediaCounter.LLM_FAILURES)).isEqualTo(1);
        rig.providers.mind.answering = (u, m) -> rig.providers.mind.say(u, "Unheard.");
        rig.providers.mouth.silent = true;
        rig.say("two", 600, 8000);
        assertThat(rig.count(MediaCounter.TTS_FAILURES)).isEqualTo(1);
        rig.say("three", 600, 8000);
        assertThat(rig.count(MediaCounter.TTS_FAILURES)).isEqualTo(2);
        assertThat(ended().reason()).isEqualTo(Termination.Reason.VOICE_FAILED);
    }

    @Test
    void shouldWaitForAModelThatWritesAToolForLong() {
        rig.runUntilQuiet();
        int[] asked = new int[1];
        rig.providers.mind.answering = (u, m) -> asked[0] = u;
        rig.say("book it", 600, 2000);
        for (int i = 0; i < 4; i++) {
            rig.providers.mind.post(new ModelEvent.Working(asked[0]));
            rig.run(3000);
        }
        assertThat(rig.count(MediaCounter.LLM_FAILURES)).isZero();
        rig.providers.mind.say(asked[0], "Booked.");
        rig.run(2000);
        assertThat(rig.turns().get(1).agentTextHeard()).isEqualTo("Booked.");
    }

    @Test
    void shouldNotAnswerAToolWhileItSaysGoodbye() {
        rig.close();
        rig = new CallRig(CallRig.agent(), limits(Duration.ofSeconds(4), Duration.ofSeconds(60)));
        rig.runUntilQuiet();
        rig.providers.mind.answering =
                (u, m) ->
                        rig.providers.mind.post(
                                new ModelEvent.ToolWanted(u, new ToolCall("t1", "book", "{}")));
        rig.say("book it", 600, 0);
        rig.run(2150);
        rig.providers.mind.answering =
                (u, m) -> rig.providers.mind.say(u, "Booked, anything else?");
        rig.mailbox.fact(SlotKind.TOOL, new ToolOutcome("t1", "book", ToolOutcome.Status.OK, "{}"));
        rig.run(3000);
        assertThat(ended().reason()).isEqualTo(Termination.Reason.LENGTH_CAP);
        assertThat(rig.providers.mind.asked).hasSize(1);
    }

    @Test
    void shouldCountWhatTheJournalHasNoRoomFor() {
        rig.journalFull = true;
        rig.runUntilQuiet();
        rig.fact(new CarrierEvent.Stopped());
        rig.run(2);
        assertThat(rig.count(MediaCounter.JOURNAL_DROPPED))
                .as("the greeting and the end")
                .isEqualTo(2);
    }
}
