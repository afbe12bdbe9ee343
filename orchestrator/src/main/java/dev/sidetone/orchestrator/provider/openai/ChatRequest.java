/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.ToolPlan;
import dev.sidetone.orchestrator.provider.Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The body of a request. What does not change within an agent (model, tools, instructions) is
 * written once and stands first, which is also what a vendor's prompt cache wants; the history
 * follows. One for each agent, shared by its calls; immutable.
 */
final class ChatRequest {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_BYTES = 8 * 1024;
    private static final int EMPTY_ARRAY = "[]".length();
    private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);
    private static final String NO_PARAMETERS =
            "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}";

    /** Up to and with the system message, without what closes the array. */
    private final byte[] head;

    ChatRequest(AgentPlan agent, OpenAiConfig config) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("model", config.model());
            json.writeBooleanProperty("stream", true);
            json.writeObjectPropertyStart("stream_options");
            json.writeBooleanProperty("include_usage", true);
            json.writeBooleanProperty("include_obfuscation", false);
            json.writeEndObject();
            json.writeNumberProperty("max_completion_tokens", config.maxCompletionTokens());
            if (config.temperature() != null) {
                json.writeNumberProperty("temperature", config.temperature());
            }
            tools(json, agent);
            json.writeArrayPropertyStart("messages");
            ChatMessages.text(json, "system", SystemPrompt.of(agent));
            json.writeEndArray();
            json.writeEndObject();
        }
        byte[] whole = bytes.toByteArray();
        head = Arrays.copyOf(whole, whole.length - END.length);
    }

    private static void tools(JsonGenerator json, AgentPlan agent) {
        json.writeArrayPropertyStart("tools");
        for (ToolPlan tool : agent.tools()) {
            tool(json, tool.name(), tool.description(), tool.parameters());
        }
        for (BuiltInTool tool : BuiltInTool.values()) {
            tool(json, tool.toolName(), tool.description(), NO_PARAMETERS);
        }
        json.writeEndArray();
        // a conversation runs one tool at a time
        json.writeBooleanProperty("parallel_tool_calls", false);
    }

    private static void tool(
            JsonGenerator json, String name, String description, String parameters) {
        json.writeStartObject();
        json.writeStringProperty("type", "function");
        json.writeObjectPropertyStart("function");
        json.writeStringProperty("name", name);
        json.writeStringProperty("description", description);
        json.writeName("parameters");
        // the schema was parsed when the agent's file was read
        json.writeRawValue(parameters);
        json.writeEndObject();
        json.writeEndObject();
    }

    /** The request that continues this history; the caller releases it. */
    ByteBuf body(ByteBufAllocator buffers, List<Message> messages) {
        ByteBuf body = buffers.buffer(USUAL_BYTES);
        try {
            write(body, messages);
        } catch (RuntimeException | Error fault) {
            body.release();
            throw fault;
        }
        return body;
    }

    private void write(ByteBuf body, List<Message> messages) {
        body.writeBytes(head);
        int behindHead = body.writerIndex();
        OutputStream bytes = new ByteBufOutputStream(body);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartArray();
            ChatMessages.write(json, messages);
            json.writeEndArray();
        }
        if (body.writerIndex() - behindHead > EMPTY_ARRAY) {
            // an array of its own becomes the rest of the one that the head began
            body.setByte(behindHead, ',').writerIndex(body.writerIndex() - 1);
        } else {
            body.writerIndex(behindHead);
        }
        body.writeBytes(END);
    }
}
