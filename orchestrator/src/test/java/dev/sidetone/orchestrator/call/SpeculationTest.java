/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.conversation.CallLimits;
import dev.sidetone.orchestrator.link.CarrierEvent;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.turn.Endpointing;
import dev.sidetone.orchestrator.turn.TurnConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The model is asked while the caller's turn may still go on. A turn ends after 400 ms here. */
@Tag("unit")
final class SpeculationTest {
    private static final int TURN_MAY_GO_ON = 300;

    private final List<CallRig> rigs = new ArrayList<>();

    @AfterEach
    void close() {
        rigs.forEach(CallRig::close);
    }

    private CallRig rig(CallLimits limits, TurnConfig turn) {
        CallRig rig = new CallRig(CallRig.agent(), limits, turn, false);
        rigs.add(rig);
        rig.runUntilQuiet();
        return rig;
    }

    private CallRig rig() {
        return rig(CallLimits.DEFAULTS, TurnConfig.DEFAULT);
    }

    @Test
    void shouldAskTheModelBeforeTheTurnIsOverAndSpeakOnceItIs() {
        CallRig rig = rig();
        rig.say("when do you open", 1000, TURN_MAY_GO_ON);
        assertThat(rig.providers.mind.asked)
                .singleElement()
                .satisfies(asked ->
                        assertThat(asked.getLast())
                                .isEqualTo(new Message.Caller("when do you open")));
        assertThat(rig.providers.mouth.spoken).isEmpty();
        assertThat(rig.carrier.playing()).isFalse();
        rig.run(200);
        assertThat(rig.carrier.playing()).isTrue();
        assertThat(rig.providers.mouth.spoken).containsExactly("Yes.");
        rig.runUntilQuiet();
        assertThat(rig.providers.mind.asked).hasSize(1);
        assertThat(rig.turns()).hasSize(2);
        assertThat(rig.turns().getLast().agentTextHeard()).isEqualTo("Yes.");
        assertThat(rig.turns().getLast().llmFirstTokenMs()).isZero();
        assertThat(rig.count(MediaCounter.SPECULATIONS)).isOne();
        assertThat(rig.count(MediaCounter.SPECULATIONS_DROPPED)).isZero();
    }

    @Test
    void shouldSpeakWhatComesAfterTheTurnsEndTogetherWithWhatCameBefore() {
        CallRig rig = rig();
        int[] asked = new int[1];
        rig.providers.mind.answering =
                (u, m) -> {
                    asked[0] = u;
                    rig.providers.mind.post(new ModelEvent.Token(u, "We open "));
                };
        rig.say("when do you open", 1000, 600);
        assertThat(rig.carrier.playing()).isFalse();
        rig.providers.mind.say(asked[0], "at nine.");
        rig.runUntilQuiet();
        assertThat(rig.providers.mouth.spoken).containsExactly("We open at nine.");
    }

    @Test
    void shouldDropTheAnswerToHalfASentence() {
        CallRig rig = rig();
        rig.providers.mind.answering =
                (u, m) ->
                        rig.providers.mind.say(
                                u, "For " + ((Message.Caller) m.getLast()).text() + ".");
        rig.say("I want to", 1000, TURN_MAY_GO_ON);
        assertThat(rig.providers.mind.asked).hasSize(1);
        rig.speak();
        rig.run(1000);
        rig.hush();
        rig.providers.ear.silent = true;
        rig.run(200);
        rig.providers.ear.answer(rig.providers.ear.requests.getLast(), "I want to cancel");
        rig.run(400);
        rig.runUntilQuiet();
        assertThat(rig.providers.mouth.spoken).containsExactly("For I want to cancel.");
        assertThat(rig.providers.mind.asked).hasSize(2);
        assertThat(rig.providers.mind.asked.getLast())
                .containsExactly(
                        new Message.Agent("Hello, I am a machine."),
                        new Message.Caller("I want to cancel"));
        assertThat(rig.turns()).hasSize(2);
        assertThat(rig.count(MediaCounter.SPECULATIONS)).isEqualTo(2);
        assertThat(rig.count(MediaCounter.SPECULATIONS_DROPPED)).isOne();
    }

    @Test
    void shouldCancelWhatIsStillBeingGeneratedWhenTheCallerGoesOn() {
        CallRig rig = rig();
        int[] asked = new int[1];
        rig.providers.mind.answering = (u, m) -> asked[0] = u;
        rig.say("I want to", 1000, TURN_MAY_GO_ON);
        rig.speak();
        rig.run(400);
        assertThat(rig.providers.mind.cancelled).containsExactly(asked[0]);
    }

    @Test
    void shouldRunNoToolBeforeTheTurnIsOver() {
        CallRig rig = rig();
        ToolCall book = new ToolCall("t1", "book", "{}");
        rig.providers.mind.answering =
                (u, m) -> rig.providers.mind.post(new ModelEvent.ToolWanted(u, book));
        rig.say("book it", 1000, TURN_MAY_GO_ON);
        assertThat(rig.providers.mind.asked).hasSize(1);
        assertThat(rig.toolCalls).isEmpty();
        rig.run(200);
        assertThat(rig.toolCalls).containsExactly(book);
    }

    @Test
    void shouldNotHangUpBeforeTheTurnIsOver() {
        CallRig rig = rig();
        rig.providers.mind.answering =
                (u, m) -> rig.providers.mind.say(u, "Bye.", ModelEvent.Next.HANG_UP);
        rig.say("no", 1000, TURN_MAY_GO_ON);
        rig.speak();
        rig.run(1000);
        assertThat(rig.carrier.closed).isNull();
        rig.hush();
        rig.run(600);
        rig.runUntilQuiet();
        assertThat(rig.carrier.closed)
                .extracting(Termination::reason)
                .isEqualTo(Termination.Reason.AGENT_HUNG_UP);
    }

    @Test
    void shouldAskAgainAtTheTurnsEndWhenTheModelFailedAhead() {
        CallRig rig = rig();
        rig.providers.mind.answering =
                (u, m) -> {
                    if (rig.providers.mind.asked.size() == 1) {
                        rig.providers.mind.post(
                                new ModelEvent.Failed(
                                        u,
                                        new ProviderFailure(
                                                ProviderFailure.Kind.OVERLOADED, "mind", "busy")));
                    } else {
                        rig.providers.mind.say(u, "At nine.");
                    }
                };
        rig.say("when do you open", 1000, 600);
        rig.runUntilQuiet();
        assertThat(rig.providers.mouth.spoken).containsExactly("At nine.");
        assertThat(rig.count(MediaCounter.LLM_FAILURES)).isZero();
        assertThat(rig.count(MediaCounter.SPECULATIONS_DROPPED)).isOne();
    }

    @Test
    void shouldAskAgainAtTheTurnsEndWhenTheModelStalledAhead() {
        CallLimits hasty =
                new CallLimits(
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(1500),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(1500),
                        Duration.ofMillis(900));
        CallRig rig = rig(hasty, TurnConfig.DEFAULT);
        rig.providers.mind.answering =
                (u, m) -> {
                    if (rig.providers.mind.asked.size() > 1) {
                        rig.providers.mind.say(u, "At nine.");
                    }
                };
        rig.say("when do you open", 1000, 600);
        rig.runUntilQuiet();
        assertThat(rig.providers.mouth.spoken).containsExactly("At nine.");
        assertThat(rig.count(MediaCounter.LLM_FAILURES)).isZero();
    }

    @Test
    void shouldDropAnAnswerThatIsLongerThanMayBeHeld() {
        CallRig rig = rig();
        rig.providers.mind.answering =
                (u, m) -> {
                    if (rig.providers.mind.asked.size() > 1) {
                        rig.providers.mind.say(u, "At nine.");
                    }
                };
        rig.speak();
        rig.run(1000);
        rig.hush();
        rig.providers.ear.silent = true;
        rig.run(200);
        rig.providers.ear.answer(rig.providers.ear.requests.getLast(), "when do you open");
        rig.run(5);
        for (int i = 0; i < 11; i++) {
            for (int j = 0; j < 200; j++) {
                rig.providers.mind.post(new ModelEvent.Token(1, "a "));
            }
            rig.run(5);
        }
        assertThat(rig.providers.mind.cancelled).containsExactly(1);
        rig.run(300);
        rig.runUntilQuiet();
        assertThat(rig.providers.mouth.spoken).containsExactly("At nine.");
    }

    @Test
    void shouldDropTheAnswerWhenTheCallerPressesAKey() {
        CallRig rig = rig();
        rig.say("when do you open", 1000, TURN_MAY_GO_ON);
        rig.press("5");
        rig.run(5);
        assertThat(rig.count(MediaCounter.SPECULATIONS_DROPPED)).isOne();
    }

    @Test
    void shouldAskOnlyWhenTheTurnIsOverWhereNotAllowed() {
        CallRig rig =
                rig(
                        CallLimits.DEFAULTS,
                        new TurnConfig(400, 150, true, 200, 600, Endpointing.FIRST, false));
        rig.say("when do you open", 1000, TURN_MAY_GO_ON);
        assertThat(rig.providers.mind.asked).isEmpty();
        rig.run(300);
        rig.runUntilQuiet();
        assertThat(rig.providers.mind.asked).hasSize(1);
        assertThat(rig.providers.mouth.spoken).containsExactly("Yes.");
        assertThat(rig.count(MediaCounter.SPECULATIONS)).isZero();
    }

    @Test
    void shouldAskOnceWhenTheSameFinalComesTwice() {
        CallRig rig = rig();
        rig.say("when do you open", 1000, TURN_MAY_GO_ON);
        rig.providers.ear.answer(rig.providers.ear.requests.getLast(), "when do you open");
        rig.run(200);
        rig.runUntilQuiet();
        assertThat(rig.providers.mind.asked).hasSize(1);
        assertThat(rig.providers.mouth.spoken).containsExactly("Yes.");
        assertThat(rig.count(MediaCounter.SPECULATIONS)).isOne();
    }

    @Test
    void shouldAnswerTheLastFinalOfAPause() {
        CallRig rig = rig();
        rig.providers.mind.answering =
                (u, m) ->
                        rig.providers.mind.say(
                                u, "For " + ((Message.Caller) m.getLast()).text() + ".");
        rig.say("cats", 1000, TURN_MAY_GO_ON);
        rig.providers.ear.answer(rig.providers.ear.requests.getLast(), "hats");
        rig.run(200);
        rig.runUntilQuiet();
        assertThat(rig.providers.mouth.spoken).containsExactly("For hats.");
        assertThat(rig.count(MediaCounter.SPECULATIONS)).isEqualTo(2);
        assertThat(rig.count(MediaCounter.SPECULATIONS_DROPPED)).isOne();
    }

    @Test
    void shouldBeginWithTheLastFinalWhileTheAnswerToAnEarlierOneIsStillGenerated() {
        CallRig rig = rig();
        rig.providers.mind.answering = (u, m) -> {};
        rig.say("cats", 1000, TURN_MAY_GO_ON);
        rig.providers.ear.answer(rig.providers.ear.requests.getLast(), "hats");
        rig.run(5);
        assertThat(rig.providers.mind.cancelled).containsExactly(1);
        assertThat(rig.providers.mind.asked.getLast().getLast())
                .isEqualTo(new Message.Caller("hats"));
    }

    @Test
    void shouldCountAnAnswerInVainWhenTheCallerHangsUp() {
        CallRig rig = rig();
        rig.say("never mind", 1000, TURN_MAY_GO_ON);
        rig.fact(new CarrierEvent.Stopped());
        rig.run(5);
        assertThat(rig.carrier.closed).isNotNull();
        assertThat(rig.count(MediaCounter.SPECULATIONS)).isOne();
        assertThat(rig.count(MediaCounter.SPECULATIONS_DROPPED)).isOne();
    }
}
