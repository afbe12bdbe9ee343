/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one chunk of a streamed answer, field by field without a tree; what it does not know it
 * skips. Only the first choice is looked at. Stateless but for its sink; loop's thread.
 */
final class ChatChunkReader {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ChatChunkSink sink;

    ChatChunkReader(ChatChunkSink sink) {
        this.sink = sink;
    }

    /** Reads a chunk; false when it is not a JSON object. */
    boolean read(byte[] data, int length) {
        try (JsonParser json = JSON.createParser(data, 0, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                switch (field) {
                    case "choices" -> choices(json, value);
                    case "usage" -> usage(json, value);
                    case "error" -> error(json, value);
                    default -> json.skipChildren();
                }
            }
            return json.currentToken() == JsonToken.END_OBJECT;
        } catch (JacksonException notJson) {
            return false;
        }
    }

    private void choices(JsonParser json, JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        boolean first = true;
        for (JsonToken choice = json.nextToken();
                choice != null && choice != JsonToken.END_ARRAY;
                choice = json.nextToken()) {
            if (first && choice == JsonToken.START_OBJECT) {
                choice(json);
            } else {
                json.skipChildren();
            }
            first = false;
        }
    }

    private void choice(JsonParser json) {
        // a server may name the reason before the words it ends
        String reason = "";
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if ("delta".equals(field) && value == JsonToken.START_OBJECT) {
                delta(json);
            } else if ("finish_reason".equals(field)) {
                reason = text(json, value);
            } else {
                json.skipChildren();
            }
        }
        if (!reason.isEmpty()) {
            sink.onFinish(reason);
        }
    }

    private void delta(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if ("content".equals(field) || "refusal".equals(field)) {
                String text = text(json, value);
                if (!text.isEmpty()) {
                    sink.onText(text);
                }
            } else if ("tool_calls".equals(field) && value == JsonToken.START_ARRAY) {
                toolCalls(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void toolCalls(JsonParser json) {
        for (JsonToken call = json.nextToken();
                call != null && call != JsonToken.END_ARRAY;
                call = json.nextToken()) {
            if (call == JsonToken.START_OBJECT) {
                toolCall(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void toolCall(JsonParser json) {
        int index = ToolCallMerger.NO_INDEX;
        String id = "";
        String[] function = {"", ""};
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "index" ->
                        index =
                                value == JsonToken.VALUE_NUMBER_INT
                                        ? json.getIntValue()
                                        : ToolCallMerger.NO_INDEX;
                case "id" -> id = text(json, value);
                case "function" -> function(json, value, function);
                default -> json.skipChildren();
            }
        }
        sink.onToolCall(index, id, function[0], function[1]);
    }

    private static void function(JsonParser json, JsonToken start, String[] nameAndArguments) {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if ("name".equals(field)) {
                nameAndArguments[0] = text(json, value);
            } else if ("arguments".equals(field)) {
                // an object where a string is due: some servers give it whole
                nameAndArguments[1] =
                        value == JsonToken.START_OBJECT ? tree(json).toString() : text(json, value);
            } else {
                json.skipChildren();
            }
        }
    }

    private void usage(JsonParser json, JsonToken start) {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        long input = 0;
        long cached = 0;
        long output = 0;
        long reasoning = 0;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "prompt_tokens" -> input = number(json, value);
                case "completion_tokens" -> output = number(json, value);
                case "prompt_tokens_details" -> cached = detail(json, value, "cached_tokens");
                case "completion_tokens_details" ->
                        reasoning = detail(json, value, "reasoning_tokens");
                default -> json.skipChildren();
            }
        }
        sink.onUsage(new ChatUsage(input, cached, output, reasoning));
    }

    private static long detail(JsonParser json, JsonToken start, String wanted) {
        long found = 0;
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return found;
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean hit = wanted.equals(json.currentName());
            JsonToken value = json.nextToken();
            if (hit) {
                found = number(json, value);
            } else {
                json.skipChildren();
            }
        }
        return found;
    }

    private void error(JsonParser json, JsonToken value) {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        sink.onError(value == JsonToken.START_OBJECT ? ChatError.codeOf(tree(json)) : "");
        json.skipChildren();
    }

    private static JsonNode tree(JsonParser json) {
        return json.readValueAsTree();
    }

    private static long number(JsonParser json, JsonToken value) {
        if (value == JsonToken.VALUE_NUMBER_INT) {
            return json.getLongValue();
        }
        json.skipChildren();
        return 0;
    }

    private static String text(JsonParser json, JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            return json.getString();
        }
        json.skipChildren();
        return "";
    }
}
