/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent.Next;
import dev.sidetone.orchestrator.provider.ToolOutcome.Status;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class ScriptedModelTest {
    private static final String READ_BACK =
            "Tuesday at three thirty p m, number five five five, zero one four two. Is that right?";
    private static final String ARGUMENTS =
            "{\"day\":\"tuesday\",\"time\":\"15:30\",\"number\":\"5550142\"}";

    private final Caller caller = new Caller(ClinicPlan.CLINIC);

    @Test
    void shouldBookWhenSlotsComeOneByOne() {
        assertThat(caller.says("i would like to book an appointment")).isEqualTo("What day?");
        assertThat(caller.state()).isEqualTo("ask-book-day");
        assertThat(caller.says("on tuesday")).isEqualTo("What time?");
        assertThat(caller.says("at three thirty")).isEqualTo("What number?");
        assertThat(caller.says("my number is five five five zero one four two"))
                .isEqualTo(READ_BACK);
        assertThat(caller.state()).isEqualTo("confirm-book");
        assertThat(caller.says("yes that's right")).isEmpty();
        assertThat(caller.calls).hasSize(1);
        assertThat(caller.calls.getFirst().argumentsJson()).isEqualTo(ARGUMENTS);
        assertThat(caller.toolAnswers(Status.OK, "{\"reference\":\"A17\"}"))
                .isEqualTo(
                        "Booked for Tuesday at three thirty p m. Reference A one seven. Anything else?");
        assertThat(caller.says("no that's all")).isEqualTo("Goodbye.");
        assertThat(caller.next()).isEqualTo(Next.HANG_UP);
    }

    @Test
    void shouldGiveAnAnswerOfAnyLengthInFewPiecesOfWholeWords() {
        String answer = "and so it goes on ".repeat(220).strip() + ".";
        AgentPlan plan = ClinicPlan.CLINIC;
        Caller talker =
                new Caller(
                        new AgentPlan(
                                "talker",
                                plan.kind(),
                                plan.description(),
                                plan.voice(),
                                plan.phrases(),
                                List.of(
                                        new AgentPlan.Topic(
                                                "hours", List.of("what are your hours"), answer)),
                                plan.jobs(),
                                plan.tools(),
                                plan.handover(),
                                plan.neverSay(),
                                plan.providers()));
        assertThat(talker.says("what are your hours")).startsWith(answer);
        assertThat(talker.tokens).hasSizeBetween(2, ScriptedModel.MAX_TOKENS);
        assertThat(talker.tokens.subList(0, talker.tokens.size() - 1))
                .allMatch(token -> token.endsWith(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "i need an appointment on tuesday at three thirty p m",
        "i want to book an appointment for tuesday three thirty",
        "can i come in at half past three on tuesday",
        "hello please book me in for three thirty p m tuesday please",
        "do you have anything on tuesday at three thirty in the afternoon",
        "Can I book an appointment for Tuesday at 3:30pm?",
        "i want to book an appointment for monday no tuesday at three thirty",
    })
    void shouldTakeDayAndTimeFromTheFirstSentence(String sentence) {
        assertThat(caller.says(sentence)).isEqualTo("What number?");
        assertThat(caller.presses("5550142#")).isEqualTo(READ_BACK);
    }

    @ParameterizedTest
    @CsvSource({
        "no wednesday, Wednesday at three thirty p m",
        "no at four, Tuesday at four p m",
        "actually monday at nine, Monday at nine a m",
        "make it noon, Tuesday at noon",
        "yes but make it ten fifteen, Tuesday at ten fifteen a m",
        "no the twelve o'clock, Tuesday at noon",
    })
    void shouldTakeCorrectionInTheSameBreathAndReadBackAgain(String sentence, String readBack) {
        untilReadBack();
        assertThat(caller.says(sentence)).startsWith(readBack);
        assertThat(caller.calls).isEmpty();
        caller.says("yes");
        assertThat(caller.calls).hasSize(1);
    }

    @Test
    void shouldAskWhatToChangeWhenTheReadBackIsWrong() {
        untilReadBack();
        assertThat(caller.says("no")).isEqualTo("What should I change?");
        assertThat(caller.says("the number")).isEqualTo("What number?");
        assertThat(caller.says("five five five zero one four three"))
                .contains("zero one four three");
    }

    @Test
    void shouldAnswerQuestionInTheMiddleOfBookingAndGoOn() {
        caller.says("i need an appointment");
        assertThat(caller.says("what are your hours")).isEqualTo("Eight to six. What day?");
        assertThat(caller.says("tuesday")).isEqualTo("What time?");
    }

    @Test
    void shouldCollectNumberOverSeveralTurns() {
        caller.says("i need an appointment tuesday at three thirty");
        assertThat(caller.says("double five five")).isEqualTo("And the rest?");
        assertThat(caller.says("oh one four two")).isEqualTo(READ_BACK);
    }

    @Test
    void shouldCorrectTimeWhileTheNumberIsAskedFor() {
        caller.says("i need an appointment tuesday at three");
        assertThat(caller.says("no at four")).isEqualTo("What number?");
        assertThat(caller.says("five five five zero one four two"))
                .startsWith("Tuesday at four p m");
    }

    @Test
    void shouldNotBookOnYesWhenTheReadBackWasNotHeard() {
        caller.says("i need an appointment tuesday at three thirty");
        caller.saysAndCutsAfter("five five five zero one four two", 12);
        assertThat(caller.says("yes")).isEqualTo(READ_BACK);
        assertThat(caller.calls).isEmpty();
        caller.says("yes");
        assertThat(caller.calls).hasSize(1);
    }

    @Test
    void shouldBookOnYesThatCutsTheQuestionAfterAllValues() {
        caller.says("i need an appointment tuesday at three thirty");
        caller.saysAndCutsAfter("five five five zero one four two", READ_BACK.indexOf("Is that"));
        caller.says("yes");
        assertThat(caller.calls).hasSize(1);
    }

    @Test
    void shouldJoinWordsThatNoAnswerParts() {
        caller.saysAndCutsAfter("i need an", 0);
        assertThat(caller.says("appointment on tuesday")).isEqualTo("What time?");
    }

    @Test
    void shouldAnswerTheLastWishOfATurn() {
        caller.saysAndCutsAfter("what are your hours", 0);
        assertThat(caller.says("can i come in")).isEqualTo("What day?");
        Caller other = new Caller(ClinicPlan.CLINIC);
        other.saysAndCutsAfter("i would like to book an appointment", 0);
        assertThat(other.says("what are your hours")).startsWith("Eight to six.");
    }

    @Test
    void shouldUseTheSameIdWhenAskedAgain() {
        untilReadBack();
        caller.says("yes");
        caller.again();
        assertThat(caller.calls).hasSize(2);
        assertThat(caller.calls.get(0)).isEqualTo(caller.calls.get(1));
    }

    @Test
    void shouldNotBookTwiceOnRepeatedYesOrRepeatedWish() {
        untilReadBack();
        caller.says("yes");
        caller.toolAnswers(Status.OK, "{}");
        assertThat(caller.says("yes")).isEqualTo("How can I help?");
        caller.says("i need an appointment tuesday at three thirty");
        caller.says("five five five zero one four two");
        assertThat(caller.says("yes"))
                .isEqualTo("Booked for Tuesday at three thirty p m. Anything else?");
        assertThat(caller.calls).hasSize(1);
    }

    @Test
    void shouldTellOutcomeFirstWhenTheCallerSpokeBeforeHearingIt() {
        untilReadBack();
        caller.says("yes");
        caller.toolAnswers(Status.OK, "{}");
        caller.history.removeLast();
        assertThat(caller.says("what are your hours"))
                .isEqualTo("Booked for Tuesday at three thirty p m. Eight to six. Anything else?");
    }

    @Test
    void shouldOfferPersonAndNeverSayBookedWhenTheToolFails() {
        for (Status status : Status.values()) {
            if (status == Status.OK) {
                continue;
            }
            Caller other = new Caller(ClinicPlan.CLINIC);
            untilReadBack(other);
            other.says("yes");
            assertThat(other.toolAnswers(status, "{\"error\":\"x\"}"))
                    .isEqualTo("That did not work. Would you like a person?")
                    .doesNotContainIgnoringCase("booked");
            assertThat(other.says("yes please")).isEqualTo("I will connect you.");
            assertThat(other.next()).isEqualTo(Next.HAND_OVER);
        }
    }

    @Test
    void shouldEscalateAndHandOverAfterThreeTurnsNotUnderstood() {
        untilReadBack();
        assertThat(caller.mumbles()).isEqualTo("Sorry? " + READ_BACK);
        assertThat(caller.says("blue elephants"))
                .isEqualTo("Sorry, say agent for a person. " + READ_BACK + " Press one for yes.");
        assertThat(caller.mumbles()).isEqualTo("I will connect you.");
        assertThat(caller.next()).isEqualTo(Next.HAND_OVER);
        assertThat(caller.calls).isEmpty();
    }

    @Test
    void shouldForgetUnclearTurnsOnceUnderstood() {
        caller.mumbles();
        caller.mumbles();
        assertThat(caller.says("i need an appointment")).isEqualTo("What day?");
        assertThat(caller.mumbles()).isEqualTo("Sorry? What day?");
    }

    @ParameterizedTest
    @CsvSource({"operator", "i want to speak to a person", "agent please"})
    void shouldHandOverWhenAskedForAPersonInAnyState(String words) {
        untilReadBack();
        assertThat(caller.says(words)).isEqualTo("I will connect you.");
        assertThat(caller.next()).isEqualTo(Next.HAND_OVER);
    }

    @Test
    void shouldHandOverOnKeyZeroButTakeItAsDigitWithinANumber() {
        caller.says("i need an appointment tuesday at three");
        assertThat(caller.presses("0205550142")).contains("zero two zero");
        assertThat(caller.presses("0")).isEqualTo("I will connect you.");
        assertThat(caller.next()).isEqualTo(Next.HAND_OVER);
    }

    @Test
    void shouldTakeKeysOneAndTwoAsYesAndNoAtTheReadBack() {
        untilReadBack();
        assertThat(caller.presses("2")).isEqualTo("What should I change?");
        assertThat(caller.says("nine")).startsWith("Tuesday at nine a m");
        caller.presses("1");
        assertThat(caller.calls).hasSize(1);
    }

    @Test
    void shouldRepeatCancelAndHangUp() {
        untilReadBack();
        assertThat(caller.says("can you repeat that please")).isEqualTo(READ_BACK);
        assertThat(caller.says("cancel that"))
                .isEqualTo("Okay, I will not do that. Anything else?");
        assertThat(caller.says("thank you goodbye")).isEqualTo("Goodbye.");
        assertThat(caller.next()).isEqualTo(Next.HANG_UP);
    }

    @Test
    void shouldNeverTakeContradictionForYes() {
        untilReadBack();
        assertThat(caller.says("yes no")).isEqualTo("What should I change?");
        assertThat(caller.says("that's not right")).isEqualTo(READ_BACK);
        assertThat(caller.says("okay wait")).startsWith("What should I change?");
        assertThat(caller.calls).isEmpty();
    }

    @Test
    void shouldSayOneMomentAndAskForNothingWhileTheToolRuns() {
        untilReadBack();
        caller.says("yes");
        caller.history.add(new Message.ToolCalled(caller.calls.getFirst()));
        assertThat(caller.says("hello")).isEqualTo("One moment.");
        assertThat(caller.calls).hasSize(1);
        assertThat(caller.toolAnswers(Status.OK, "{}")).startsWith("Booked");
    }

    private void untilReadBack() {
        untilReadBack(caller);
    }

    private static void untilReadBack(Caller caller) {
        caller.says("i need an appointment tuesday at three thirty");
        assertThat(caller.says("five five five zero one four two")).isEqualTo(READ_BACK);
    }
}
