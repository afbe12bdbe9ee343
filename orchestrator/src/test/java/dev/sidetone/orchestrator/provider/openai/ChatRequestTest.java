/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.orchestrator.agent.ToolPlan;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("unit")
final class ChatRequestTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void shouldAskForAStreamWithUsageAndWithoutPadding() {
        JsonNode body = body(List.of(new Message.Caller("hello")));

        assertThat(body.path("model").asString()).isEqualTo("gpt-4o-mini");
        assertThat(body.path("stream").asBoolean()).isTrue();
        assertThat(body.path("stream_options").toString())
                .isEqualTo("{\"include_usage\":true,\"include_obfuscation\":false}");
        assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(400);
        assertThat(body.has("temperature")).isFalse();
        assertThat(body.path("parallel_tool_calls").asBoolean(true)).isFalse();
    }

    @Test
    void shouldOfferTheAgentsToolsAndTheEndingsOfACall() {
        JsonNode tools = body(List.of(new Message.Caller("hello"))).path("tools");

        assertThat(tools.valueStream().map(tool -> tool.at("/function/name").asString()))
                .containsExactly("book_appointment", "end_call", "hand_over_to_person");
        assertThat(ToolPlan.RESERVED_NAMES)
                .containsExactlyInAnyOrder("end_call", "hand_over_to_person");
        assertThat(tools.at("/0/function/parameters/properties/day/type").asString())
                .isEqualTo("string");
        assertThat(tools.at("/0/type").asString()).isEqualTo("function");
    }

    @Test
    void shouldTellTheModelAllOfTheAgentsFile() {
        JsonNode messages = body(List.of(new Message.Caller("hello"))).path("messages");

        assertThat(messages.at("/0/role").asString()).isEqualTo("system");
        assertThat(messages.at("/0/content").asString())
                .contains("front desk of a clinic")
                .contains("Eight to six.")
                .contains("Which day?")
                .contains("{day}, right?")
                .contains("book_appointment")
                .contains("Booked as {reference}.")
                .contains("I will connect you.")
                .contains("guarantee")
                .contains("automated assistant")
                .contains("[interrupted]");
        assertThat(messages.get(1).toString())
                .isEqualTo("{\"role\":\"user\",\"content\":\"hello\"}");
    }

    @Test
    void shouldWriteEachEntryOfTheHistory() {
        JsonNode messages =
                body(List.of(
                                new Message.Agent("Welcome [interrupted]"),
                                new Message.Agent(""),
                                new Message.Caller("say \"hi\"\n"),
                                new Message.Unclear(),
                                new Message.Keys("12#")))
                        .path("messages");

        assertThat(messages.valueStream().skip(1).map(JsonNode::toString))
                .containsExactly(
                        "{\"role\":\"assistant\",\"content\":\"Welcome [interrupted]\"}",
                        "{\"role\":\"user\",\"content\":\"say \\\"hi\\\"\\n\"}",
                        "{\"role\":\"user\",\"content\":\"[not understood]\"}",
                        "{\"role\":\"user\",\"content\":\"[keys] 12#\"}");
    }

    @Test
    void shouldAnswerEveryToolCallAtOnceWhateverCameBetween() {
        ToolCall answered = new ToolCall("a", "book_appointment", "{\"day\":\"monday\"}");
        ToolCall runs = new ToolCall("b", "book_appointment", "{}");
        ToolOutcome outcome =
                new ToolOutcome(
                        "a", "book_appointment", ToolOutcome.Status.OK, "{\"reference\":7}");
        ToolOutcome forgotten =
                new ToolOutcome("z", "book_appointment", ToolOutcome.Status.OK, "{}");
        JsonNode messages =
                body(List.of(
                                new Message.ToolAnswered(forgotten),
                                new Message.ToolCalled(answered),
                                new Message.Caller("are you there"),
                                new Message.ToolAnswered(outcome),
                                new Message.ToolCalled(runs)))
                        .path("messages");

        assertThat(messages.valueStream().skip(1).map(m -> m.path("role").asString()))
                .containsExactly("assistant", "tool", "user", "assistant", "tool");
        assertThat(messages.at("/1/tool_calls/0").toString())
                .isEqualTo(
                        "{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"book_appointment\","
                                + "\"arguments\":\"{\\\"day\\\":\\\"monday\\\"}\"}}");
        assertThat(messages.at("/1/content").isNull()).isTrue();
        assertThat(messages.at("/2").toString())
                .isEqualTo(
                        "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"{\\\"reference\\\":7}\"}");
        assertThat(messages.at("/5/tool_call_id").asString()).isEqualTo("b");
        assertThat(messages.at("/5/content").asString()).contains("still running");
    }

    @Test
    void shouldBeTheSameBytesUpToTheHistory() {
        String one = text(List.of(new Message.Caller("one")));
        String two = text(List.of(new Message.Caller("two")));

        int same = one.indexOf("one\"}]}");
        assertThat(two).startsWith(one.substring(0, same));
    }

    @Test
    void shouldKeepNoBufferOfARequestThatCouldNotBeWritten() {
        UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(false);
        ChatRequest request = new ChatRequest(Agents.clinic(), OpenAiConfig.DEFAULTS);
        List<Message> broken =
                new AbstractList<>() {
                    @Override
                    public Message get(int index) {
                        throw new IllegalStateException("on purpose");
                    }

                    @Override
                    public int size() {
                        return 1;
                    }
                };
        assertThatThrownBy(() -> request.body(buffers, broken))
                .isInstanceOf(IllegalStateException.class);
        assertThat(buffers.metric().usedHeapMemory()).isZero();
        ByteBuf written = request.body(buffers, List.of());
        assertThat(buffers.metric().usedHeapMemory()).as("what the test looks at").isPositive();
        written.release();
    }

    private static JsonNode body(List<Message> messages) {
        return JSON.readTree(text(messages));
    }

    private static String text(List<Message> messages) {
        return new ChatRequest(Agents.clinic(), OpenAiConfig.DEFAULTS)
                .body(UnpooledByteBufAllocator.DEFAULT, messages)
                .toString(StandardCharsets.UTF_8);
    }
}
