/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the service's messages: streaming, in any order of keys; what a call does not need is
 * skipped. Stateless but for one array of bytes per event loop.
 */
final class ListenReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_BYTES = 4096;

    private static final FastThreadLocal<byte[]> SCRATCH =
            new FastThreadLocal<>() {
                @Override
                protected byte[] initialValue() {
                    return new byte[USUAL_BYTES];
                }
            };

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

    private ListenReader() {}

    /** The message, or null where it is none. */
    static @Nullable ListenMessage read(ByteBuf text) {
        int length = text.readableBytes();
        byte[] bytes = length <= USUAL_BYTES ? SCRATCH.get() : new byte[length];
        text.getBytes(text.readerIndex(), bytes, 0, length);
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes, 0, length)) {
            return new ListenReader().message(parser);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private @Nullable ListenMessage message(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            field(name, parser);
        }
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
