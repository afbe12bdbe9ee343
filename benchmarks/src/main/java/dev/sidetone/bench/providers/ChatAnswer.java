/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import dev.sidetone.bench.coded.CodedPhrase;
import dev.sidetone.bench.coded.CodedVoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the scripted model answers: a sentence or two that hold the phrase's words in the first, or
 * a call of the first tool when the phrase's verb is {@value #TOOL_VERB}. The same request is
 * always answered the same. Immutable.
 *
 * @param tokens of the text; empty for a tool call
 * @param firstSentence index of the token that ends the first sentence
 */
record ChatAnswer(List<String> tokens, int firstSentence, @Nullable ToolUse tool) {

    /** Phrases with this verb ask for a tool, if one is offered. */
    static final String TOOL_VERB = "orders";

    private static final List<String> TEMPLATES =
            List.of(
                    "You said %s, is that right?",
                    "I heard %s. Is there more to tell?",
                    "So %s, did that come out well?",
                    "Then %s, as you say. What should happen next?",
                    "Right, %s. Shall we go on?",
                    "I see, %s. That is good to know.",
                    "Let me repeat that, %s. Please tell me if it is wrong.",
                    "Thank you, %s it is.",
                    "Well, %s is what I wrote down. Do you agree?",
                    "Indeed, %s. Anything else for today?",
                    "Of course, %s. We will take care of it.",
                    "Yes, %s, and thank you for the call.");

    private static final String NO_PHRASE = "I did not catch that. Could you say it again, please?";

    /**
     * A call of a tool.
     *
     * @param arguments JSON, in the pieces it is streamed in
     */
    record ToolUse(String id, String name, List<String> arguments) {}

    static ChatAnswer to(ChatRequest request) {
        CodedPhrase phrase = request.phrase();
        if (phrase == null) {
            return ofText(NO_PHRASE);
        }
        String outcome = request.toolOutcome();
        if (outcome != null) {
            return ofText(
                    "It is done, " + capitalised(phrase.text()) + ". Is there anything else?");
        }
        boolean wantsTool = phrase.words().get(1).equals(TOOL_VERB);
        if (wantsTool && !request.tools().isEmpty()) {
            return new ChatAnswer(List.of(), 0, toolUse(phrase, request.tools().getFirst()));
        }
        String template = TEMPLATES.get(Math.floorMod(phrase.number() * 31, TEMPLATES.size()));
        return ofText(template.formatted(capitalised(phrase.text())));
    }

    /** Has the words of all answers synthesised. */
    static void warm(CodedVoice voice) {
        TEMPLATES.forEach(template -> voice.say(template.replace("%s", " ")));
        voice.say(NO_PHRASE);
        voice.say("It is done. Is there anything else?");
    }

    String text() {
        return String.join("", tokens);
    }

    /** Every phrase begins with a name. */
    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static ChatAnswer ofText(String text) {
        List<String> tokens = tokens(text);
        int first = 0;
        while (first < tokens.size() - 1 && !tokens.get(first).matches("[.?!]")) {
            first++;
        }
        return new ChatAnswer(tokens, first, null);
    }

    /** Words with the space before them, and punctuation by itself, as tokenisers cut. */
    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= text.length(); i++) {
            boolean cut = i == text.length() || !Character.isLetterOrDigit(text.charAt(i));
            if (cut) {
                tokens.add(text.substring(from, i));
                from = i;
            }
        }
        return tokens;
    }

    private static ToolUse toolUse(CodedPhrase phrase, JsonNode function) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        JsonNode properties = function.path("parameters").path("properties");
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            arguments.put(property.getKey(), argument(property.getValue(), phrase));
        }
        String json = ChatJson.object(arguments);
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < json.length(); at += 12) {
            pieces.add(json.substring(at, Math.min(json.length(), at + 12)));
        }
        return new ToolUse(
                "call_" + Integer.toHexString(phrase.number()),
                function.path("name").asString("tool"),
                pieces);
    }

    private static Object argument(JsonNode schema, CodedPhrase phrase) {
        JsonNode first = schema.path("enum").path(0);
        if (first.isString()) {
            return first.asString();
        }
        return switch (schema.path("type").asString("string")) {
            case "integer", "number" -> 1;
            case "boolean" -> true;
            case "array" -> List.of();
            case "object" -> Map.of();
            default -> phrase.text();
        };
    }
}
