/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.agent.AgentPlan.SlotType;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent.Next;
import dev.sidetone.orchestrator.provider.ToolOutcome.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A caller who cannot be understood by voice: asked again, then by keys, then handed over. */
@Tag("unit")
class ByKeyTest {
    private static final String AGAIN = "Sorry? ";
    private static final String STILL = "Sorry, say agent for a person. ";

    private final Caller caller = new Caller(ClinicPlan.CLINIC);

    @Test
    void shouldBookByKeysAloneForACallerWhoIsNeverUnderstood() {
        assertThat(caller.mumbles()).isEqualTo("Sorry?");
        assertThat(caller.mumbles()).isEqualTo(STILL + "Press one to book, two for hours.");
        assertThat(caller.presses("1")).isEqualTo("What day?");
        assertThat(caller.mumbles()).isEqualTo(AGAIN + "What day?");
        assertThat(caller.mumbles()).isEqualTo(STILL + "Press one for Monday.");
        assertThat(caller.presses("4")).isEqualTo("What time?");
        assertThat(caller.mumbles()).isEqualTo(AGAIN + "What time?");
        assertThat(caller.mumbles()).isEqualTo(STILL + "Press four keys.");
        assertThat(caller.presses("0930")).isEqualTo("What number?");
        assertThat(caller.mumbles()).isEqualTo(AGAIN + "What number?");
        assertThat(caller.mumbles()).isEqualTo(STILL + "Press your number.");
        String readBack = caller.presses("5550142");
        assertThat(readBack).startsWith("Thursday at nine thirty a m, number five five five");
        assertThat(caller.mumbles()).isEqualTo(AGAIN + readBack);
        assertThat(caller.mumbles()).isEqualTo(STILL + readBack + " Press one for yes.");
        assertThat(caller.presses("1")).isEmpty();
        assertThat(caller.calls)
                .singleElement()
                .satisfies(call ->
                        assertThat(call.argumentsJson())
                                .isEqualTo(
                                        "{\"day\":\"thursday\",\"time\":\"09:30\",\"number\":\"5550142\"}"));
        assertThat(caller.toolAnswers(Status.OK, "{}")).startsWith("Booked for Thursday");
    }

    @ParameterizedTest
    @CsvSource({
        "blue elephants, 9",
        "i need an appointment, 9",
        "i need an appointment on friday, 2560",
        "i need an appointment on friday at ten, 12345678901",
    })
    void shouldHandOverWhenTheKeysAreNotUnderstoodEither(String wish, String keys) {
        boolean understood = !caller.says(wish).startsWith("Sorry");
        caller.mumbles();
        if (understood) {
            caller.mumbles();
        }
        assertThat(caller.presses(keys)).isEqualTo("I will connect you.");
        assertThat(caller.next()).isEqualTo(Next.HAND_OVER);
        assertThat(caller.calls).isEmpty();
    }

    @Test
    void shouldAnswerATopicFromTheMenuAndTakeTheSameKeysForYesAndNoOtherwise() {
        caller.mumbles();
        caller.mumbles();
        assertThat(caller.presses("2")).isEqualTo("Eight to six. Anything else?");
        assertThat(caller.presses("2")).isEqualTo("Goodbye.");
        assertThat(caller.next()).isEqualTo(Next.HANG_UP);
    }

    @Test
    void shouldRepeatWhatTheKeysMean() {
        caller.says("i need an appointment");
        caller.mumbles();
        caller.mumbles();
        assertThat(caller.says("can you repeat that")).isEqualTo("Press one for Monday.");
        assertThat(caller.says("what are your hours"))
                .isEqualTo("Eight to six. Press one for Monday.");
        assertThat(caller.says("on friday")).isEqualTo("What time?");
    }

    @Test
    void shouldTakeANumberKeyedInForTheWholeOfItThoughSomeWasHeard() {
        caller.says("i need an appointment on friday at ten");
        assertThat(caller.says("five five five")).isEqualTo("And the rest?");
        caller.mumbles();
        caller.mumbles();
        assertThat(caller.presses("5550142")).contains("number five five five, zero one four two.");
    }

    @Test
    void shouldAskByKeysForWhatWasReadBackWrongTwice() {
        caller.says("i need an appointment on friday at ten");
        caller.says("five five five zero one four two");
        assertThat(caller.says("no")).isEqualTo("What should I change?");
        assertThat(caller.says("the time")).isEqualTo("What time?");
        assertThat(caller.says("at nine")).startsWith("Friday at nine a m");
        assertThat(caller.says("no"))
                .isEqualTo(
                        "What should I change? Press one for the day. Press two for the time. Press three for the number.");
        assertThat(caller.presses("2")).isEqualTo("Press four keys.");
        assertThat(caller.presses("330")).startsWith("Friday at three thirty p m");
        assertThat(caller.calls).isEmpty();
    }

    @Test
    void shouldHandOverWhoAgreesToNothing() {
        caller.says("i need an appointment on friday at ten");
        caller.says("five five five zero one four two");
        for (String wrong : new String[] {"nine", "ten", "nine", "ten"}) {
            assertThat(caller.says("no at " + wrong)).startsWith("Friday at " + wrong);
        }
        assertThat(caller.says("no")).isEqualTo("I will connect you.");
        assertThat(caller.next()).isEqualTo(Next.HAND_OVER);
        assertThat(caller.calls).isEmpty();
    }

    @Test
    void shouldNotBookByTheKeyForYesUnlessTheReadBackWasHeard() {
        caller.says("i need an appointment on friday at ten");
        caller.saysAndCutsAfter("five five five zero one four two", 8);
        assertThat(caller.presses("1")).startsWith("Friday at ten a m, number");
        assertThat(caller.calls).isEmpty();
    }

    @Test
    void shouldWaitForTheToolWhateverIsPressed() {
        caller.says("i need an appointment on friday at ten");
        caller.says("five five five zero one four two");
        caller.says("yes");
        caller.history.add(new Message.ToolCalled(caller.calls.getFirst()));
        assertThat(caller.presses("1")).isEqualTo("One moment.");
        assertThat(caller.calls).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "9, 09:00",
                "12, 12:00",
                "3, 15:00",
                "930, 09:30",
                "0930, 09:30",
                "0300, 15:00",
                "0715, 19:15",
                "1200, 12:00",
                "1545, 15:45",
                "0, none",
                "0030, none",
                "2400, none",
                "1260, none",
                "99, none",
                "15300, none",
            })
    void shouldReadATimeFromKeys(String keys, @Nullable String time) {
        assertThat(ByKey.value(SlotType.TIME, keys)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"1, monday", "7, sunday", "0, none", "8, none", "12, none"})
    void shouldReadADayFromAKey(String keys, @Nullable String day) {
        assertThat(ByKey.value(SlotType.DAY, keys)).isEqualTo(day);
    }
}
