/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * A call's history as the vendor wants it. There a tool's answer must follow its call at once, and
 * every call must have one, whereas in a conversation the caller may speak between: answers are
 * drawn up to their calls; a call without one is said to be running; an answer whose call is no
 * longer in the history is left out. Stateless.
 */
final class ChatMessages {
    /** How the conversation marks words that the caller did not hear. */
    static final String INTERRUPTED = "[interrupted]";

    /** Stands for words that were not understood. */
    static final String UNCLEAR = "[not understood]";

    /** Stands before keys. */
    static final String KEYS = "[keys]";

    private static final String RUNNING = "{\"status\":\"still running\"}";

    private ChatMessages() {}

    /** Writes the history into an open array. */
    static void write(JsonGenerator json, List<Message> messages) {
        Map<String, ToolOutcome> outcomes = outcomes(messages);
        for (Message message : messages) {
            switch (message) {
                case Message.Caller(String text) -> text(json, "user", text);
                case Message.Keys(String digits) -> text(json, "user", KEYS + ' ' + digits);
                case Message.Unclear() -> text(json, "user", UNCLEAR);
                case Message.Agent(String heard) -> {
                    if (!heard.isEmpty()) {
                        text(json, "assistant", heard);
                    }
                }
                case Message.ToolCalled(ToolCall call) -> {
                    call(json, call);
                    ToolOutcome outcome = outcomes.get(call.id());
                    answer(json, call.id(), outcome == null ? RUNNING : outcome.contentJson());
                }
                case Message.ToolAnswered _ -> {
                    // written with its call
                }
            }
        }
    }

    private static Map<String, ToolOutcome> outcomes(List<Message> messages) {
        Map<String, ToolOutcome> outcomes = new HashMap<>();
        for (Message message : messages) {
            if (message instanceof Message.ToolAnswered(ToolOutcome outcome)) {
                outcomes.put(outcome.id(), outcome);
            }
        }
        return outcomes;
    }

    /** The ids of all tool calls in the history. */
    static Set<String> callIds(List<Message> messages) {
        Set<String> ids = new HashSet<>();
        for (Message message : messages) {
            if (message instanceof Message.ToolCalled(ToolCall call)) {
                ids.add(call.id());
            }
        }
        return ids;
    }

    static void text(JsonGenerator json, String role, String text) {
        json.writeStartObject();
        json.writeStringProperty("role", role);
        json.writeStringProperty("content", text);
        json.writeEndObject();
    }

    private static void call(JsonGenerator json, ToolCall call) {
        json.writeStartObject();
        json.writeStringProperty("role", "assistant");
        json.writeNullProperty("content");
        json.writeArrayPropertyStart("tool_calls");
        json.writeStartObject();
        json.writeStringProperty("id", call.id());
        json.writeStringProperty("type", "function");
        json.writeObjectPropertyStart("function");
        json.writeStringProperty("name", call.name());
        json.writeStringProperty("arguments", call.argumentsJson());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void answer(JsonGenerator json, String id, String content) {
        json.writeStartObject();
        json.writeStringProperty("role", "tool");
        json.writeStringProperty("tool_call_id", id);
        json.writeStringProperty("content", content);
        json.writeEndObject();
    }
}
