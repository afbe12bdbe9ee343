/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.coded.CodedPhrase;
import java.util.HashSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ChatAnswerTest {

    private static final String TOOLS =
            ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"book\",\"parameters\":{"
                    + "\"type\":\"object\",\"properties\":{\"item\":{\"type\":\"string\"},"
                    + "\"size\":{\"enum\":[\"small\",\"large\"]},\"count\":{\"type\":\"integer\"}}}}}]";

    @Test
    void shouldAnswerInVariedWordsThatNameThePhraseInTheFirstSentence() {
        Random random = new Random(2);
        Set<String> frames = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            CodedPhrase phrase = new CodedPhrase(random.nextInt(CodedPhrase.COUNT));
            ChatAnswer answer = ChatAnswer.to(request(phrase.text(), ""));
            String sentence =
                    String.join("", answer.tokens().subList(0, answer.firstSentence() + 1));
            assertThat(CodedPhrase.findAll(sentence)).containsExactly(phrase);
            assertThat(sentence).matches(".*[.?!]");
            assertThat(CodedPhrase.findAll(answer.text())).containsExactly(phrase);
            frames.add(answer.text().replaceAll("(?i)" + phrase.text(), ""));
        }
        assertThat(frames).hasSizeGreaterThan(8);
    }

    @Test
    void shouldCallTheFirstToolWhenThePhraseOrdersSomething() {
        ChatAnswer answer = ChatAnswer.to(request("anna orders amber apples", TOOLS));
        ChatAnswer.ToolUse tool = Objects.requireNonNull(answer.tool());
        assertThat(tool.name()).isEqualTo("book");
        assertThat(String.join("", tool.arguments()))
                .isEqualTo(
                        "{\"item\":\"anna orders amber apples\",\"size\":\"small\",\"count\":1}");
        assertThat(ChatAnswer.to(request("anna orders amber apples", "")).tool()).isNull();
        assertThat(ChatAnswer.to(request("anna bakes amber apples", TOOLS)).tool()).isNull();
    }

    @Test
    void shouldAnswerInTextAfterTheTool() {
        String messages =
                "{\"role\":\"user\",\"content\":\"anna orders amber apples\"},"
                        + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"done\"}";
        ChatAnswer answer = ChatAnswer.to(parse(messages, TOOLS));
        assertThat(answer.text()).startsWith("It is done, Anna orders amber apples.");
    }

    @Test
    void shouldAskAgainWhenNothingWasUnderstood() {
        assertThat(ChatAnswer.to(request("mumble", "")).text()).contains("did not catch");
        String parts =
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hugo buys four lamps\"}]}";
        assertThat(ChatAnswer.to(parse(parts, "")).text()).contains("Hugo buys four lamps");
    }

    private static ChatRequest request(String user, String rest) {
        return parse("{\"role\":\"user\",\"content\":\"" + user + "\"}", rest);
    }

    private static ChatRequest parse(String messages, String rest) {
        String body = "{\"model\":\"m\",\"messages\":[" + messages + "]" + rest + "}";
        return ChatRequest.parse(ChatJson.read(body), body.length());
    }
}
