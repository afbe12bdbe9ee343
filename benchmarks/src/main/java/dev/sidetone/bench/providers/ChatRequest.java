/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import dev.sidetone.bench.coded.CodedPhrase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What matters of a chat completion request.
 *
 * @param phrase the last phrase that the last user message names, or null
 * @param toolOutcome what a tool answered, when that is what the request ends with
 * @param tools the functions offered
 * @param promptTokens a guess of four characters a token
 */
record ChatRequest(
        String model,
        boolean stream,
        boolean includeUsage,
        boolean obfuscate,
        @Nullable CodedPhrase phrase,
        @Nullable String toolOutcome,
        List<JsonNode> tools,
        int promptTokens) {

    /** The message of the exception is what the vendor's answer says. */
    static ChatRequest parse(@Nullable JsonNode body, int bodyChars) {
        if (body == null || !body.isObject()) {
            throw new IllegalArgumentException("We could not parse the JSON body of your request.");
        }
        String model = body.path("model").asString("");
        JsonNode messages = body.path("messages");
        if (model.isEmpty()) {
            throw new IllegalArgumentException("you must provide a model parameter");
        }
        if (!messages.isArray() || messages.isEmpty()) {
            throw new IllegalArgumentException(
                    "'messages' must be an array of one or more messages");
        }
        JsonNode last = messages.get(messages.size() - 1);
        boolean afterTool = last.path("role").asString("").equals("tool");
        JsonNode options = body.path("stream_options");
        List<CodedPhrase> phrases = CodedPhrase.findAll(lastUserText(messages));
        return new ChatRequest(
                model,
                body.path("stream").asBoolean(false),
                options.path("include_usage").asBoolean(false),
                options.path("include_obfuscation").asBoolean(true),
                phrases.isEmpty() ? null : phrases.getLast(),
                afterTool ? text(last.path("content")) : null,
                body.path("tools").valueStream().map(tool -> tool.path("function")).toList(),
                bodyChars / 4);
    }

    int number() {
        return phrase == null ? ProviderContext.NO_PHRASE : phrase.number();
    }

    private static String lastUserText(JsonNode messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).path("role").asString("").equals("user")) {
                return text(messages.get(i).path("content"));
            }
        }
        return "";
    }

    /** A content is a text or parts of it. */
    private static String text(JsonNode content) {
        if (content.isString()) {
            return content.asString();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asString("")).append(' ');
        }
        return text.toString();
    }
}
