/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.agent.KeyPrompts;
import dev.sidetone.orchestrator.provider.LanguageModel;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.scripted.ScriptedModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The agent that ships: its words can be recognised and spoken, and bookings in many wordings come
 * out right.
 */
@Tag("unit")
class FrontDeskTest {
    private final AgentPlan desk = frontDesk();
    private final ScriptedModel model = new ScriptedModel();

    @Test
    void shouldUseOnlyWordsOfThePronouncingDictionary() throws IOException {
        Set<String> dictionary = dictionary();
        Set<String> unknown = new HashSet<>();
        for (Expectation expectation : model.expectations(desk)) {
            unknown.addAll(expectation.keywords());
        }
        for (String text : desk.fixedTexts()) {
            unknown.addAll(
                    List.of(text.toLowerCase(Locale.ROOT).replaceAll("[.,?!]", "").split(" ", -1)));
        }
        unknown.removeAll(dictionary);
        assertThat(unknown).isEmpty();
    }

    @Test
    void shouldKeepWhatACallerWaitsForShort() {
        // Nobody waits for the end of a menu: a key may be pressed at any word of it.
        KeyPrompts keys = desk.phrases().prompts().keys();
        assertThat(desk.fixedTexts())
                .filteredOn(text -> !Set.of(keys.menu(), keys.day()).contains(text))
                .allSatisfy(text -> assertThat(text.split(" ", -1)).hasSizeLessThan(16));
    }

    @Test
    void shouldHaveOneGrammarForEachState() {
        assertThat(model.expectations(desk))
                .extracting(Expectation::id)
                .containsExactly(
                        "open",
                        "ask-book-day",
                        "ask-book-time",
                        "ask-book-number",
                        "confirm-book",
                        "change-book",
                        "more",
                        "person");
        assertThat(model.expectations(desk)).allSatisfy(FrontDeskTest::selfContained);
    }

    @ParameterizedTest
    @CsvSource({
        "i would like to book an appointment for tuesday at three thirty p m, tuesday, 15:30",
        "hello i need an appointment on friday at ten, friday, 10:00",
        "can you book me in for wednesday at half past two, wednesday, 14:30",
        "could i come in at nine fifteen on monday, monday, 09:15",
        "do you have anything free tomorrow at noon, tomorrow, 12:00",
        "i want to see the doctor today at five o'clock please, today, 17:00",
    })
    void shouldBookInManyWordings(String wish, String day, String time) {
        Transcript call = new Transcript();
        call.says(wish);
        call.says("my number is five five five zero one four two");
        call.says("yes please");
        assertThat(call.tools)
                .containsExactly(
                        "{\"day\":\"%s\",\"time\":\"%s\",\"number\":\"5550142\"}"
                                .formatted(day, time));
    }

    @ParameterizedTest
    @CsvSource({
        "what are your hours, open Monday",
        "how much is a visit, sixty",
        "hello where are you located please, Maple Street",
        "hi, I can book",
    })
    void shouldAnswerQuestions(String question, String answer) {
        assertThat(new Transcript().says(question)).contains(answer);
    }

    private static void selfContained(Expectation expectation) {
        String jsgf = expectation.jsgf();
        assertThat(jsgf)
                .startsWith("#JSGF V1.0;\ngrammar ")
                .doesNotContain("import")
                .containsOnlyOnce("public <top>");
        var references = java.util.regex.Pattern.compile("<([a-z_]+)>").matcher(jsgf);
        while (references.find()) {
            assertThat(jsgf).containsPattern("(?m)^(public )?<" + references.group(1) + "> = ");
        }
    }

    private static AgentPlan frontDesk() {
        AgentPlan plan = new AgentFileLoader(_ -> null).load(null).get("front-desk");
        if (plan == null) {
            throw new AssertionError("no front-desk");
        }
        return plan;
    }

    private static Set<String> dictionary() throws IOException {
        Set<String> words = new HashSet<>();
        try (InputStream stream =
                FrontDeskTest.class.getResourceAsStream(
                        "/edu/cmu/sphinx/models/en-us/cmudict-en-us.dict")) {
            if (stream == null) {
                throw new AssertionError("no dictionary on the class path");
            }
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .forEach(line -> words.add(line.substring(0, Math.max(0, line.indexOf(' ')))));
        }
        return words;
    }

    private final class Transcript implements Mailbox {
        private final List<Message> history = new ArrayList<>();
        private final List<String> tools = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final LanguageModel.Stream stream = model.open(desk, this);

        String says(String words) {
            history.add(new Message.Caller(words));
            text.setLength(0);
            stream.generate(history.size(), history);
            history.add(new Message.Agent(text.toString()));
            return text.toString();
        }

        @Override
        public OfferResult synthesis(int utterance, byte[] audio, int offset, int length) {
            throw new AssertionError("a model gives no audio");
        }

        @Override
        public OfferResult fact(SlotKind kind, Object fact) {
            if (fact instanceof ModelEvent.Token token) {
                text.append(token.text());
            } else if (fact instanceof ModelEvent.ToolWanted wanted) {
                tools.add(wanted.call().argumentsJson());
            }
            return OfferResult.ACCEPTED;
        }
    }
}
