/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import dev.sidetone.orchestrator.provider.net.json.JsonMessages;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the service's messages: streaming, in any order of keys; what a call does not need is
 * skipped. One for each loop; its thread only.
 */
final class ListenReader implements JsonMessages.Shape {
    private static final int USUAL_BYTES = 4096;

    private final JsonMessages messages = new JsonMessages();
    private final byte[] scratch = new byte[USUAL_BYTES];

    // the fields of the message at hand
    private String type = "";
    private String transcript = "";
    private String code = "";
    private float confidence = Float.NaN;
    private double start;
    private double duration;
    private double lastWordEnd;
    private boolean isFinal;
    private boolean speechFinal;
    private boolean fromFinalize;

    /** The message, or null where it is none. */
    @Nullable ListenMessage read(ByteBuf text) {
        reset();
        int length = text.readableBytes();
        byte[] bytes = length <= USUAL_BYTES ? scratch : new byte[length];
        text.getBytes(text.readerIndex(), bytes, 0, length);
        return messages.read(bytes, 0, length, this) ? message() : null;
    }

    private void reset() {
        type = "";
        transcript = "";
        code = "";
        confidence = Float.NaN;
        start = 0;
        duration = 0;
        lastWordEnd = 0;
        isFinal = false;
        speechFinal = false;
        fromFinalize = false;
    }

    @Override
    public void read(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            field(name, parser);
        }
    }

    private @Nullable ListenMessage message() {
        return switch (type) {
            case "Results" ->
                    new ListenMessage.Results(
                            Math.round((start + duration) * 1000),
                            transcript,
                            confidence,
                            isFinal,
                            speechFinal,
                            fromFinalize);
            case "UtteranceEnd" -> new ListenMessage.UtteranceEnd(Math.round(lastWordEnd * 1000));
            case "Error" -> new ListenMessage.Trouble(code);
            case "" -> null;
            default -> ListenMessage.Other.INSTANCE;
        };
    }

    private void field(String name, JsonParser parser) {
        JsonToken token = parser.currentToken();
        switch (name) {
            case "type" -> type = text(parser);
            case "start" -> start = number(parser);
            case "duration" -> duration = number(parser);
            case "last_word_end" -> lastWordEnd = number(parser);
            case "is_final" -> isFinal = token == JsonToken.VALUE_TRUE;
            case "speech_final" -> speechFinal = token == JsonToken.VALUE_TRUE;
            case "from_finalize" -> fromFinalize = token == JsonToken.VALUE_TRUE;
            case "variant", "code" -> code = text(parser);
            // SpeechStarted and UtteranceEnd have an array of numbers under the same name
            case "channel" -> channel(parser);
            default -> {}
        }
        // a scalar is left alone; so is the end of what was read above
        parser.skipChildren();
    }

    private void channel(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean alternatives = "alternatives".equals(parser.currentName());
            if (parser.nextToken() == JsonToken.START_ARRAY && alternatives) {
                alternatives(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** The first is the best. */
    private void alternatives(JsonParser parser) {
        boolean first = true;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (first && "transcript".equals(name)) {
                    transcript = text(parser);
                } else if (first && "confidence".equals(name)) {
                    confidence = (float) number(parser);
                }
                parser.skipChildren();
            }
            first = false;
        }
    }

    private static String text(JsonParser parser) {
        String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : null;
        return text == null ? "" : text;
    }

    private static double number(JsonParser parser) {
        return parser.currentToken().isNumeric() ? parser.getDoubleValue() : 0;
    }
}
