/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import java.util.Map;

/**
 * One message from Twilio, as the dialect understood it. Everything but {@link Media} is immutable;
 * {@code streamSid} is the empty string where the message has none.
 */
sealed interface TwilioMessage {

    /** First message of a connection; says nothing that is needed. */
    record Connected() implements TwilioMessage {}

    /** A stream begins. */
    record Start(
            String streamSid,
            String callSid,
            String encoding,
            int sampleRate,
            Map<String, String> customParameters)
            implements TwilioMessage {
        public Start {
            customParameters = Map.copyOf(customParameters);
        }
    }

    /**
     * One frame of the caller's audio. The dialect owns the one instance and its bytes: valid until
     * it decodes the next message.
     */
    final class Media implements TwilioMessage {
        private String streamSid = "";
        private byte[] audio = new byte[0];
        private int length;
        private long timestampMs;

        Media set(String ofStream, long startMs, byte[] bytes, int byteCount) {
            streamSid = ofStream;
            timestampMs = startMs;
            audio = bytes;
            length = byteCount;
            return this;
        }

        String streamSid() {
            return streamSid;
        }

        /**
         * When the frame began, since the stream's start; {@code InboxSlot.MEDIA_MS_UNKNOWN} where
         * Twilio did not say.
         */
        long timestampMs() {
            return timestampMs;
        }

        byte[] audio() {
            return audio;
        }

        int length() {
            return length;
        }
    }

    /** The caller pressed a key. */
    record Dtmf(String streamSid, char digit) implements TwilioMessage {}

    /** What was sent before the mark of this name has been played or cleared. */
    record Mark(String streamSid, String name) implements TwilioMessage {}

    /** The stream is over. */
    record Stop(String streamSid) implements TwilioMessage {}

    /** A well-formed message of a kind that means nothing here: counted, else ignored. */
    record Unknown() implements TwilioMessage {}

    /**
     * Not of the protocol; {@code detail} says what was expected, and never repeats what was sent.
     */
    record Malformed(Fault fault, String detail) implements TwilioMessage {}

    /** What is wrong with a message. */
    enum Fault {
        /** Not JSON, or no JSON object. */
        NOT_JSON,
        /** A needed field is missing or of the wrong kind. */
        FIELD,
        /** Audio that is not base64. */
        BASE64
    }
}
