/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Reads messages that are one JSON object each, one after the other by the same parser: a parser
 * costs about as much as the few hundred bytes of a message, and its contexts, buffers and known
 * names are as good for the next one. That is what Jackson's non-blocking parser allows, which is
 * fed bytes instead of opened on them. It keeps all of Jackson's limits.
 *
 * <p>After what is not one whole object, and nothing behind it, the parser is given up, since
 * nobody knows where in the text it stands; so it is after a mebibyte, so that names which never
 * come again do not pile up in its table. The next message makes a new one.
 *
 * <p>One for each loop; its thread only. Until its next message it holds on to the bytes of the
 * last.
 */
public final class JsonMessages {
    private static final int PARSER_LIFE_BYTES = 1 << 20;

    private final JsonFactory factory;

    /** Null until the first message, while one is read, and after a bad one. */
    private @Nullable MessageParser idle;

    /** What is looked for in a message. */
    public interface Shape {
        /**
         * Reads the fields of the message, up to its end.
         *
         * @param json is at the start of the object, and must be left at its end; throws what a
         *     parser throws when the message is cut there or is no JSON
         */
        void read(JsonParser json);
    }

    /** With Jackson's own limits. */
    public JsonMessages() {
        this(StreamReadConstraints.DEFAULT_MAX_DEPTH);
    }

    /** With Jackson's own limits but this one of depth. */
    public JsonMessages(int maxDepth) {
        factory =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder().maxNestingDepth(maxDepth).build())
                        .build();
    }

    /**
     * Reads one message; the shape may have been told part of one that turns out to be bad. A shape
     * that reads another message meanwhile is given another parser.
     *
     * @return false when the bytes are not one JSON object and nothing else
     */
    public boolean read(byte[] bytes, int offset, int length, Shape shape) {
        MessageParser known = idle;
        idle = null;
        MessageParser parser = known == null ? newParser() : known;
        boolean whole = false;
        try {
            whole = parser.readObject(bytes, offset, length, shape);
        } catch (JacksonException notJson) {
            return false;
        } finally {
            if (whole && idle == null && parser.fedBytes < PARSER_LIFE_BYTES) {
                idle = parser;
            } else {
                parser.close();
            }
        }
        return whole;
    }

    private MessageParser newParser() {
        return new MessageParser(
                factory.createNonBlockingByteArrayParser(ObjectReadContext.empty()));
    }

    /** One whose input never goes on behind the message. */
    private static final class MessageParser extends JsonParserDelegate {
        private final ByteArrayFeeder feeder;
        private int fedBytes;

        MessageParser(JsonParser unfed) {
            super(unfed);
            feeder = (ByteArrayFeeder) unfed.nonBlockingInputFeeder();
        }

        boolean readObject(byte[] bytes, int offset, int length, Shape shape) {
            int end = offset + length;
            while (end > offset && isSpace(bytes[end - 1])) {
                end--;
            }
            feeder.feedInput(bytes, offset, end);
            fedBytes += end - offset;
            if (nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            shape.read(this);
            return currentToken() == JsonToken.END_OBJECT
                    && streamReadContext().inRoot()
                    && feeder.needMoreInput();
        }

        private static boolean isSpace(byte b) {
            return b == ' ' || b == '\n' || b == '\r' || b == '\t';
        }

        /** To wait for more would be in vain, and loops over tokens would do so for ever. */
        @Override
        public JsonToken nextToken() {
            JsonToken next = delegate.nextToken();
            if (next == JsonToken.NOT_AVAILABLE) {
                throw new StreamReadException(this, "the message ends before its object does");
            }
            return next;
        }
    }
}
