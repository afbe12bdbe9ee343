/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import dev.sidetone.orchestrator.provider.net.json.JsonMessages;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one chunk of a streamed answer, field by field without a tree; what it does not know it
 * skips. Only the first choice is looked at. Stateless but for its sink; loop's thread.
 */
final class ChatChunkReader implements JsonMessages.Shape {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonMessages messages;
    private final ChatChunkSink sink;

    /**
     * Tells the sink what it reads.
     *
     * @param messages of the loop
     */
    ChatChunkReader(JsonMessages messages, ChatChunkSink sink) {
        this.messages = messages;
        this.sink = sink;
    }

    /** Reads a chunk; false when it is not one JSON object. */
    boolean read(byte[] data, int length) {
        return messages.read(data, 0, length, this);
    }

    @Override
    public void read(JsonParser json) {
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
    }

    private void choices(JsonParser json, JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        boolean first = true;
        for (JsonToken choice = json.nextToken();
                choice != JsonToken.END_ARRAY;
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
                call != JsonToken.END_ARRAY;
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
                        value == JsonToken.START_OBJECT ? written(json) : text(json, value);
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
        String code = "";
        String type = "";
        if (value == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = json.currentName();
                JsonToken told = json.nextToken();
                switch (field) {
                    case "code" -> code = text(json, told);
                    case "type" -> type = text(json, told);
                    default -> json.skipChildren();
                }
            }
        } else {
            json.skipChildren();
        }
        sink.onError(ChatError.codeOf(code, type));
    }

    /** The object that begins here as text, which a tool is to be given. */
    private static String written(JsonParser json) {
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            copy.copyCurrentStructureExact(json);
        }
        return text.toString();
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
