/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.journal.CallEvent;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole conversations in virtual time. */
@Tag("unit")
class CallTest {
    private CallRig rig = new CallRig(CallRig.agent());

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldGreetFromThePhraseCacheAndRecordItAsTurnZeroWithoutLatency() {
        rig.run(10);
        assertThat(rig.providers.mouth.spoken).as("greeting needs no voice").isEmpty();
        assertThat(rig.carrier.playing()).isTrue();
        rig.runUntilQuiet();
        assertThat(rig.turns())
                .singleElement()
                .satisfies(turn -> {
                    assertThat(turn.turn()).isZero();
                    assertThat(turn.agentTextHeard()).isEqualTo("Hello, I am a machine.");
                    assertThat(turn.serverMrlMs()).isNull();
                    assertThat(turn.callerText()).isNull();
                });
    }

    @Test
    void shouldAnswerATurnAndMeasureItInParts() {
        rig.runUntilQuiet();
        rig.providers.mind.answering = (u, m) -> rig.providers.mind.say(u, "We open at nine.");
        rig.say("when do you open", 1000, 2500);
        assertThat(rig.turns()).hasSize(2);
        TurnRecord turn = rig.turns().get(1);
        assertThat(turn.callerText()).isEqualTo("when do you open");
        assertThat(turn.agentText()).isEqualTo("We open at nine.");
        assertThat(turn.agentTextHeard()).isEqualTo("We open at nine.");
        assertThat(turn.serverMrlMs()).isBetween(395.0, 440.0);
        assertThat(turn.endpointingMs()).isBetween(395.0, 430.0);
        assertThat(turn.sttFinalMs())
                .as("asked for at the pause, so it hides inside endpointing")
                .isZero();
        double sum =
                Stream.of(
                                turn.endpointingMs(),
                                turn.sttFinalMs(),
                                turn.llmFirstTokenMs(),
                                turn.firstSentenceMs(),
                                turn.ttsFirstAudioMs(),
                                turn.egressMs())
                        .mapToDouble(part -> part == null ? Double.NaN : part)
                        .sum();
        assertThat(turn.serverMrlMs()).isCloseTo(sum, Offset.offset(1e-6));
        assertThat(rig.providers.mind.asked.getFirst())
                .containsExactly(
                        new Message.Agent("Hello, I am a machine."),
                        new Message.Caller("when do you open"));
    }

    @Test
    void shouldGiveTheRecogniserTheOnsetOfTheUtterance() {
        rig.runUntilQuiet();
        rig.say("yes", 600, 1000);
        assertThat(rig.providers.ear.bytesOfTurn / 8)
                .as("ms of audio: speech, pre-roll, endpointing")
                .isGreaterThanOrEqualTo(1000);
    }

    @Test
    void shouldNarrowTheRecogniserToWhatTheModelExpects() {
        rig.runUntilQuiet();
        rig.say("yes", 600, 1000);
        assertThat(rig.providers.ear.expectations)
                .extracting(e -> e.id())
                .containsExactly("open", "after Yes.");
    }

    @Test
    void shouldKeepWithinTheLookAheadWhileSpeaking() {
        rig.runUntilQuiet();
        assertThat(rig.carrier.maxQueuedBytes)
                .isLessThanOrEqualTo(ModelledCarrier.LOOK_AHEAD_MS * 8);
        assertThat(rig.carrier.mediaMessages).as("chunks, not frames").isLessThan(25);
    }

    @Test
    void shouldStopAtOnceWhenTheCallerInterruptsAndKeepOnlyWhatWasHeard() {
        rig.runUntilQuiet();
        String longAnswer =
                "This answer is quite long and goes on and on for many words without an end in sight.";
        rig.providers.mind.answering = (u, m) -> rig.providers.mind.say(u, longAnswer);
        rig.say("tell me", 600, 2000);
        assertThat(rig.carrier.playing()).isTrue();
        rig.providers.mind.answering = (u, m) -> rig.providers.mind.say(u, "Fine.");
        rig.say("stop", 600, 1500);
        TurnRecord cut = rig.turns().get(1);
        TurnRecord bargedIn = rig.turns().get(2);
        assertThat(bargedIn.callerText()).isEqualTo("stop");
        assertThat(bargedIn.bargedIn()).isTrue();
        assertThat(bargedIn.bargeInClearMs()).isBetween(180.0, 300.0);
        assertThat(cut.bargedIn()).isFalse();
        assertThat(rig.carrier.clears).isEqualTo(1);
        assertThat(longAnswer).startsWith(String.valueOf(cut.agentTextHeard()));
        assertThat(cut.agentTextHeard()).isNotEqualTo(longAnswer);
        long heardMs = rig.count(MediaCounter.BARGE_INS);
        assertThat(heardMs).isEqualTo(1);
        assertThat(rig.providers.mind.asked.getLast())
                .contains(
                        new Message.Agent(cut.agentTextHeard() + " [interrupted]"),
                        new Message.Caller("stop"));
    }

    @Test
    void shouldDropAudioOfAnUtteranceThatWasInterrupted() {
        rig.runUntilQuiet();
        rig.providers.mouth.silent = true;
        rig.say("tell me", 600, 600);
        int utterance = rig.providers.mouth.spoken.isEmpty() ? 0 : 2;
        rig.say("something else", 600, 50);
        rig.mailbox.synthesis(utterance, new byte[800], 0, 800);
        rig.run(100);
        assertThat(rig.count(MediaCounter.STALE_SYNTHESIS_DROPPED)).isEqualTo(1);
        assertThat(rig.carrier.playing()).isFalse();
    }

    @Test
    void shouldNotAnswerBeforeTheTurnIsOverWhenSpeechGoesOnAfterAPause() {
        rig.runUntilQuiet();
        rig.providers.ear.texts.add("book for tuesday");
        rig.speak();
        rig.run(600);
        rig.hush();
        rig.run(250);
        rig.speak();
        rig.run(600);
        rig.hush();
        rig.run(1500);
        assertThat(rig.providers.ear.requests).hasSize(2);
        assertThat(rig.providers.mouth.spoken).hasSize(1);
        assertThat(rig.turns()).hasSize(2);
    }

    @Test
    void shouldRunAToolAndAnswerItsOutcomeSayingSoWhenItTakesLong() {
        rig.runUntilQuiet();
        rig.providers.mind.answering =
                (u, m) ->
                        rig.providers.mind.post(
                                new ModelEvent.ToolWanted(u, new ToolCall("t1", "book", "{}")));
        rig.say("book it", 600, 1500);
        assertThat(rig.toolCalls).hasSize(1);
        assertThat(rig.carrier.playing()).as("filler").isTrue();
        rig.providers.mind.answering = (u, m) -> rig.providers.mind.say(u, "Booked.");
        ToolOutcome outcome = new ToolOutcome("t1", "book", ToolOutcome.Status.OK, "{}");
        rig.mailbox.fact(SlotKind.TOOL, outcome);
        rig.run(2500);
        assertThat(rig.turns().get(1).agentTextHeard()).isEqualTo("One moment. Booked.");
        assertThat(rig.providers.mind.asked.getLast()).endsWith(new Message.ToolAnswered(outcome));
        assertThat(rig.events).anyMatch(CallEvent.ToolEnded.class::isInstance);
    }

    @Test
    void shouldAnswerTheOutcomeWhenTheCallerSpokeWhileTheToolRan() {
        rig.runUntilQuiet();
        rig.providers.mind.answering =
                (u, m) ->
                        rig.providers.mind.post(
                                new ModelEvent.ToolWanted(u, new ToolCall("t1", "book", "{}")));
        rig.say("book it", 600, 600);
        rig.providers.mind.answering = (u, m) -> rig.providers.mind.say(u, "Booked.");
        rig.say("hello", 600, 600);
        assertThat(rig.providers.mind.asked)
                .as("nothing is generated while the tool runs")
                .hasSize(1);
        rig.mailbox.fact(SlotKind.TOOL, new ToolOutcome("t1", "book", ToolOutcome.Status.OK, "{}"));
        rig.run(2000);
        assertThat(rig.turns().getLast().agentTextHeard()).isEqualTo("One moment. Booked.");
        assertThat(rig.toolCalls).hasSize(1);
    }

    @Test
    void shouldCollectKeysAndStopSpeakingAtTheFirst() {
        rig.run(300);
        assertThat(rig.carrier.playing()).isTrue();
        rig.press("12");
        rig.run(10);
        assertThat(rig.carrier.playing()).isFalse();
        rig.run(1600);
        assertThat(rig.providers.mind.asked.getLast()).endsWith(new Message.Keys("12"));
        assertThat(rig.count(MediaCounter.DIGITS)).isEqualTo(2);
    }

    @Test
    void shouldNotSayWhatTheAgentMustNeverSay() {
        rig.runUntilQuiet();
        rig.providers.mind.answering =
                (u, m) -> rig.providers.mind.say(u, "This is Forbidden talk. This is fine.");
        rig.say("go", 600, 3000);
        assertThat(rig.providers.mouth.spoken).containsExactly("This is fine.");
        assertThat(rig.count(MediaCounter.CLAUSES_WITHHELD)).isEqualTo(1);
    }

    @Test
    void shouldLeaveOutSilenceInFrontOfTheVoice() {
        rig.runUntilQuiet();
        long before = rig.carrier.playedBytes;
        rig.providers.mouth.leadingSilenceMs = 300;
        rig.say("go", 600, 3000);
        assertThat((rig.carrier.playedBytes - before) / 8)
                .isEqualTo((long) "Yes.".length() * ScriptedProviders.MS_PER_CHAR);
        assertThat(rig.turns().get(1).agentTextHeard()).isEqualTo("Yes.");
    }

    @Test
    void shouldDecideTheTurnByTheClockWhenTheStreamStalls() {
        rig.runUntilQuiet();
        rig.providers.ear.texts.add("cut off");
        rig.speak();
        rig.run(600);
        for (int i = 0; i < 2500; i++) {
            rig.clock.advanceMs(1);
            rig.worker.doWork();
        }
        assertThat(rig.providers.mind.asked).hasSize(1);
    }

    @Test
    void shouldNotLoseTheCallWhenTheCarrierIsSlowToRead() {
        rig.carrier.refusing = true;
        rig.run(500);
        rig.carrier.refusing = false;
        rig.runUntilQuiet();
        assertThat(rig.turns().getFirst().agentTextHeard()).isEqualTo("Hello, I am a machine.");
    }

    @Test
    void shouldReturnEachFrameOfAnEchoCall() {
        rig.close();
        AgentPlan d = CallRig.agent();
        rig =
                new CallRig(
                        new AgentPlan(
                                "echo",
                                AgentPlan.Kind.ECHO,
                                "",
                                d.voice(),
                                d.phrases(),
                                List.of(),
                                List.of(),
                                List.of(),
                                d.handover(),
                                List.of(),
                                d.providers()));
        rig.run(1000);
        assertThat(rig.carrier.mediaMessages).isEqualTo(50);
        assertThat(rig.count(MediaCounter.FRAMES_IN)).isEqualTo(50);
        assertThat(rig.count(MediaCounter.FRAMES_OUT)).isEqualTo(50);
    }

    @Test
    void shouldKeepWhatWasSaidWhenTheCallerGoesOnBeforeTheFinalCame() {
        rig.runUntilQuiet();
        rig.providers.ear.silent = true;
        rig.say("my number is five one two", 800, 600);
        rig.speak();
        rig.run(600);
        rig.hush();
        rig.run(200);
        assertThat(rig.providers.ear.begun).as("one turn, so nothing is dropped").isEqualTo(1);
        rig.providers.ear.answer(rig.providers.ear.requests.getLast(), "my number is five one two");
        rig.run(2000);
        assertThat(rig.turns()).hasSize(2);
        assertThat(rig.turns().get(1).turn()).isEqualTo(1);
        assertThat(rig.turns().get(1).callerText()).isEqualTo("my number is five one two");
    }

    @Test
    void shouldMeasureATurnByTheFillerTheCallerHeardFirst() {
        rig.runUntilQuiet();
        rig.providers.mind.answering =
                (u, m) ->
                        rig.providers.mind.post(
                                new ModelEvent.ToolWanted(u, new ToolCall("t1", "book", "{}")));
        rig.say("book it", 600, 3000);
        rig.providers.mind.answering = (u, m) -> rig.providers.mind.say(u, "Booked.");
        rig.mailbox.fact(SlotKind.TOOL, new ToolOutcome("t1", "book", ToolOutcome.Status.OK, "{}"));
        rig.run(2500);
        assertThat(rig.turns().get(1).serverMrlMs()).isBetween(1290.0, 1350.0);
    }

    @Test
    void shouldRecordATurnOnceWhenAKeyIsPressedWhileAToolRuns() {
        rig.runUntilQuiet();
        rig.providers.mind.answering =
                (u, m) ->
                        rig.providers.mind.post(
                                new ModelEvent.ToolWanted(u, new ToolCall("t1", "book", "{}")));
        rig.say("book it", 600, 600);
        rig.press("1");
        rig.providers.mind.answering = (u, m) -> rig.providers.mind.say(u, "Booked.");
        rig.mailbox.fact(SlotKind.TOOL, new ToolOutcome("t1", "book", ToolOutcome.Status.OK, "{}"));
        rig.run(4000);
        assertThat(rig.turns()).extracting(TurnRecord::turn).containsExactly(0, 1, 2);
        assertThat(rig.turns().getLast().agentTextHeard()).isEqualTo("Booked.");
    }

    @Test
    void shouldCountOnlyAsHeardWhatTheCarrierConfirmed() {
        rig.carrier.muteMarks = true;
        rig.run(6000);
        assertThat(rig.turns())
                .singleElement()
                .satisfies(t -> assertThat(t.agentTextHeard()).isEmpty());
        assertThat(rig.count(MediaCounter.MARKS_OVERDUE)).isEqualTo(1);
        long fired = rig.count(MediaCounter.TIMERS_FIRED);
        rig.run(1000);
        assertThat(rig.count(MediaCounter.TIMERS_FIRED) - fired).as("no alarm spins").isLessThan(5);
    }

    @Test
    void shouldTakeLostFramesForTimeThatPassed() {
        rig.runUntilQuiet();
        rig.lose(400);
        rig.providers.mind.answering = (u, m) -> rig.providers.mind.say(u, "We open at nine.");
        rig.say("when do you open", 1000, 2500);
        assertThat(rig.turns().get(1).serverMrlMs()).isBetween(395.0, 440.0);
    }
}
