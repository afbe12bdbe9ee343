/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.testing.SeededCases;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.agent.PatternException;
import dev.sidetone.orchestrator.provider.ModelEvent.Next;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a state's grammar lets a recogniser hear, the model understands as meant. */
@Tag("unit")
class GrammarRoundTripTest {
    private static final Dialogue DIALOGUE = new Dialogue(ClinicPlan.CLINIC);
    private static final Map<String, String> TIMES = times();
    private static final Map<String, String> FIGURES =
            Map.ofEntries(
                    Map.entry("zero", "0"),
                    Map.entry("oh", "0"),
                    Map.entry("one", "1"),
                    Map.entry("two", "2"),
                    Map.entry("three", "3"),
                    Map.entry("four", "4"),
                    Map.entry("five", "5"),
                    Map.entry("six", "6"),
                    Map.entry("seven", "7"),
                    Map.entry("eight", "8"),
                    Map.entry("nine", "9"));

    private static final Map<String, Consumer<Caller>> WAYS =
            Map.of(
                    "open", _ -> {},
                    "ask-book-day", caller -> caller.says("i need an appointment"),
                    "ask-book-time", caller -> caller.says("i need an appointment on friday"),
                    "ask-book-number",
                            caller -> caller.says("i need an appointment on friday at ten"),
                    "confirm-book", GrammarRoundTripTest::readBack,
                    "change-book",
                            caller -> {
                                readBack(caller);
                                caller.says("no");
                            },
                    "more", caller -> caller.says("what are your hours"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open",
                "ask-book-day",
                "ask-book-time",
                "ask-book-number",
                "confirm-book",
                "change-book",
                "more"
            })
    void shouldUnderstandEverySentenceOfTheState(String state) {
        SeededCases.forEach(250, random -> assertUnderstood(state, random));
    }

    private static void assertUnderstood(String state, Random random) throws PatternException {
        Caller caller = new Caller(ClinicPlan.CLINIC);
        way(state).accept(caller);
        if (!state.equals("open")) {
            assertThat(caller.state()).isEqualTo(state);
        }
        SentenceSampler.Sentence sentence = new SentenceSampler(grammar(state), random).next();
        Map<String, String> before = values(caller);
        String answer = caller.says(sentence.text());
        assertThat(answer + caller.calls).as(sentence.text()).isNotEmpty().doesNotContain("Sorry");
        Map<String, String> parts = sentence.parts();
        if (parts.containsKey("human")) {
            assertThat(caller.next()).isEqualTo(Next.HAND_OVER);
        } else if (parts.containsKey("goodbye") || parts.containsKey("enough")) {
            assertThat(caller.next()).isEqualTo(Next.HANG_UP);
        } else if (parts.containsKey("topic_hours")) {
            assertThat(answer).contains("Eight to six");
        } else if (!parts.containsKey("cancel")) {
            assertSlots(state, sentence, before, values(caller));
        }
    }

    @Test
    void shouldBookWhatWasSaidWhateverTheWords() {
        SeededCases.forEach(300, GrammarRoundTripTest::assertBooked);
    }

    private static void assertBooked(Random random) throws PatternException {
        Caller caller = new Caller(ClinicPlan.CLINIC);
        Map<String, String> said = new HashMap<>();
        SentenceSampler.Sentence first = sampleWith("open", Set.of("job_book"), random);
        said.putAll(slots(first));
        caller.says(first.text());
        for (String slot : List.of("day", "time", "number")) {
            if (!said.containsKey(slot)) {
                assertThat(caller.state()).isEqualTo("ask-book-" + slot);
                String rule = slot.equals("number") ? "digits" : slot;
                SentenceSampler.Sentence sentence =
                        sampleWith("ask-book-" + slot, Set.of(rule), random);
                while (slot.equals("number") && !wholeNumber(slots(sentence))) {
                    sentence = sampleWith("ask-book-number", Set.of("digits"), random);
                }
                said.putAll(slots(sentence));
                caller.says(sentence.text());
            }
        }
        caller.says(sampleWith("confirm-book", Set.of("yes"), random).text());
        assertThat(caller.calls).hasSize(1);
        String expected =
                "{\"day\":\"%s\",\"time\":\"%s\",\"number\":\"%s\"}"
                        .formatted(said.get("day"), said.get("time"), said.get("number"));
        assertThat(caller.calls.getFirst().argumentsJson()).isEqualTo(expected);
    }

    private static void assertSlots(
            String state,
            SentenceSampler.Sentence sentence,
            Map<String, String> before,
            Map<String, String> after) {
        Map<String, String> expected = new HashMap<>(before);
        Map<String, String> said = slots(sentence);
        if (said.containsKey("number") && !wholeNumber(said)) {
            return;
        }
        expected.putAll(said);
        boolean cleared = state.equals("change-book") && said.isEmpty();
        if (!cleared) {
            assertThat(after).as(sentence.text()).isEqualTo(expected);
        }
    }

    private static boolean wholeNumber(Map<String, String> slots) {
        int digits = slots.getOrDefault("number", "").length();
        return digits >= 7 && digits <= 10;
    }

    private static Map<String, String> slots(SentenceSampler.Sentence sentence) {
        Map<String, String> slots = new HashMap<>();
        Map<String, String> parts = sentence.parts();
        if (parts.containsKey("day")) {
            slots.put("day", parts.get("day"));
        }
        if (parts.containsKey("time")) {
            slots.put("time", TIMES.get(parts.get("time")));
        }
        if (parts.containsKey("digits")) {
            slots.put("number", digits(parts.get("digits")));
        }
        return slots;
    }

    private static String digits(String words) {
        StringBuilder digits = new StringBuilder();
        for (String word : List.of(words.split(" ", -1))) {
            digits.append(FIGURES.getOrDefault(word, "?"));
        }
        return digits.toString();
    }

    private static SentenceSampler.Sentence sampleWith(
            String state, Set<String> wanted, Random random) throws PatternException {
        SentenceSampler sampler = new SentenceSampler(grammar(state), random);
        while (true) {
            SentenceSampler.Sentence sentence = sampler.next();
            if (sentence.parts().keySet().containsAll(wanted)) {
                return sentence;
            }
        }
    }

    private static Map<String, String> values(Caller caller) {
        DialogueState state = new HistoryReader(DIALOGUE).read(List.copyOf(caller.history)).state();
        DialogueState.Progress progress = state.progress();
        return progress == null ? Map.of() : progress.values();
    }

    private static String grammar(String state) {
        return DIALOGUE.expectations().stream()
                .filter(expectation -> expectation.id().equals(state))
                .map(Expectation::jsgf)
                .findFirst()
                .orElseThrow();
    }

    private static Consumer<Caller> way(String state) {
        Consumer<Caller> way = WAYS.get(state);
        if (way == null) {
            throw new AssertionError(state);
        }
        return way;
    }

    private static void readBack(Caller caller) {
        caller.says("i need an appointment on friday at ten");
        caller.says("five five five zero one four two");
    }

    /** Every wording of a time in the grammar, spelled out independently of the reader. */
    private static Map<String, String> times() {
        String[] hours =
                "one two three four five six seven eight nine ten eleven twelve".split(" ", -1);
        Map<String, Integer> minutes =
                Map.of("", 0, " o'clock", 0, " fifteen", 15, " thirty", 30, " forty five", 45);
        Map<String, String> times = new HashMap<>(Map.of("noon", "12:00"));
        for (int hour = 1; hour <= 12; hour++) {
            int morning = hour % 12;
            int unsaid = hour >= 8 && hour <= 11 ? morning : morning + 12;
            Map<String, Integer> halves = Map.of("", unsaid, " a m", morning, " p m", morning + 12);
            for (Map.Entry<String, Integer> half : halves.entrySet()) {
                for (Map.Entry<String, Integer> minute : minutes.entrySet()) {
                    times.put(
                            hours[hour - 1] + minute.getKey() + half.getKey(),
                            "%02d:%02d".formatted(half.getValue(), minute.getValue()));
                }
                times.put(
                        "half past " + hours[hour - 1] + half.getKey(),
                        "%02d:30".formatted(half.getValue()));
                times.put(
                        "quarter past " + hours[hour - 1] + half.getKey(),
                        "%02d:15".formatted(half.getValue()));
            }
        }
        assertThat(new HashSet<>(times.values())).hasSize(96);
        return times;
    }
}
