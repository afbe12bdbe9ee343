/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.orchestrator.provider.net.json.JsonMessages;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Twilio's JSON to typed messages: any key order, numbers as numbers or strings, unknown keys and
 * events tolerated. See <a
 * href="https://www.twilio.com/docs/voice/media-streams/websocket-messages">Media Streams:
 * WebSocket messages</a>.
 *
 * <p>One per worker; worker thread only. Holds the scratch space that decoding needs; {@link
 * TwilioMessage.Media} points into it.
 */
final class TwilioDialect {
    private static final int MAX_DEPTH = 16;

    private final JsonMessages messages = new JsonMessages(MAX_DEPTH);
    private final JsonMessages.Shape fields = this::fields;
    private final PayloadDecoder payloads = new PayloadDecoder();
    private final MediaScan scan = new MediaScan(payloads);
    private final TwilioMessage.Media media = new TwilioMessage.Media();
    private final TwilioMessage.Connected connected = new TwilioMessage.Connected();
    private final TwilioMessage.Unknown unknown = new TwilioMessage.Unknown();

    // the fields of the message at hand, collected in whatever order they come
    private @Nullable String event;
    private @Nullable String streamSid;
    private @Nullable String callSid;
    private @Nullable String nestedSid;
    private @Nullable String digit;
    private @Nullable String markName;
    private @Nullable String encoding;
    private @Nullable String track;
    private int sampleRate;
    private int audioLength;
    private long timestampMs;
    private boolean sawStart;
    private final Map<String, String> parameters = new HashMap<>();

    /**
     * Decodes one text message of a stream that has begun. Its media are recognised by their bytes;
     * all else is read by {@link #decode(byte[], int, int)}, to the same result.
     */
    TwilioMessage decode(byte[] json, int offset, int length, StreamSid stream) {
        if (scan.matches(json, offset, length, stream.wire())) {
            return media.set(
                    stream.text(),
                    scan.timestampMs(InboxSlot.MEDIA_MS_UNKNOWN),
                    payloads.audio(),
                    scan.audioLength());
        }
        return decode(json, offset, length);
    }

    /** Decodes one text message, whatever it is. */
    TwilioMessage decode(byte[] json, int offset, int length) {
        reset();
        if (!messages.read(json, offset, length, fields)) {
            return new TwilioMessage.Malformed(
                    TwilioMessage.Fault.NOT_JSON, "expected one JSON object and nothing after it");
        }
        return typed();
    }

    private void reset() {
        event = null;
        streamSid = null;
        callSid = null;
        nestedSid = null;
        digit = null;
        markName = null;
        encoding = null;
        track = null;
        sampleRate = 0;
        audioLength = PayloadDecoder.ABSENT;
        timestampMs = InboxSlot.MEDIA_MS_UNKNOWN;
        sawStart = false;
        if (!parameters.isEmpty()) {
            parameters.clear();
        }
    }

    private void fields(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            topLevel(parser);
        }
    }

    private void topLevel(JsonParser parser) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.START_OBJECT) {
            switch (name) {
                case "media" -> mediaFields(parser);
                case "start" -> startFields(parser);
                case "dtmf" -> digit = soleText(parser, "digit", digit);
                case "mark" -> markName = soleText(parser, "name", markName);
                default -> parser.skipChildren();
            }
            return;
        }
        switch (name) {
            case "event" -> event = text(parser);
            case "streamSid" -> streamSid = text(parser);
            default -> parser.skipChildren();
        }
    }

    private void mediaFields(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if ("payload".equals(name)) {
                audioLength =
                        value == JsonToken.VALUE_STRING
                                ? payloads.decode(
                                        parser.getStringCharacters(),
                                        parser.getStringOffset(),
                                        parser.getStringLength())
                                : PayloadDecoder.BAD;
            } else if ("timestamp".equals(name)) {
                timestampMs = milliseconds(parser, value);
            } else if ("track".equals(name)) {
                track = text(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void startFields(JsonParser parser) {
        sawStart = true;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && "customParameters".equals(name)) {
                customParameters(parser);
            } else if (value == JsonToken.START_OBJECT && "mediaFormat".equals(name)) {
                mediaFormat(parser);
            } else if ("streamSid".equals(name)) {
                nestedSid = text(parser);
            } else if ("callSid".equals(name)) {
                callSid = text(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void customParameters(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            String value = text(parser);
            if (value != null) {
                parameters.put(name, value);
            }
        }
    }

    private void mediaFormat(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if ("encoding".equals(name)) {
                encoding = text(parser);
            } else if ("sampleRate".equals(name)) {
                sampleRate = number(text(parser));
            } else {
                parser.skipChildren();
            }
        }
    }

    private static @Nullable String soleText(
            JsonParser parser, String wanted, @Nullable String before) {
        String found = before;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (wanted.equals(name)) {
                found = text(parser);
            } else {
                parser.skipChildren();
            }
        }
        return found;
    }

    /** A string or a number as text; anything else is passed over and null. */
    private static @Nullable String text(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING
                || token == JsonToken.VALUE_NUMBER_INT
                || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return parser.getString();
        }
        parser.skipChildren();
        return null;
    }

    /** Twilio writes numbers as strings; read digit by digit, since this comes with every frame. */
    private static long milliseconds(JsonParser parser, JsonToken token) {
        boolean scalar = token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT;
        int length = scalar ? parser.getStringLength() : 0;
        if (length == 0 || length > 15) {
            parser.skipChildren();
            return InboxSlot.MEDIA_MS_UNKNOWN;
        }
        char[] digits = parser.getStringCharacters();
        int offset = parser.getStringOffset();
        long value = 0;
        for (int i = 0; i < length; i++) {
            int digit = digits[offset + i] - '0';
            if (digit < 0 || digit > 9) {
                return InboxSlot.MEDIA_MS_UNKNOWN;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int number(@Nullable String digits) {
        if (digits == null) {
            return 0;
        }
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    private TwilioMessage typed() {
        if (event == null) {
            return new TwilioMessage.Malformed(TwilioMessage.Fault.FIELD, "expected the key event");
        }
        return switch (event) {
            case "media" -> mediaMessage();
            case "connected" -> connected;
            case "start" -> startMessage();
            case "dtmf" -> dtmfMessage();
            case "mark" ->
                    streamSid == null || markName == null
                            ? new TwilioMessage.Malformed(
                                    TwilioMessage.Fault.FIELD, "expected mark.name and streamSid")
                            : new TwilioMessage.Mark(streamSid, markName);
            case "stop" ->
                    streamSid == null
                            ? new TwilioMessage.Malformed(
                                    TwilioMessage.Fault.FIELD, "expected streamSid")
                            : new TwilioMessage.Stop(streamSid);
            default -> unknown;
        };
    }

    private TwilioMessage mediaMessage() {
        if (streamSid == null || audioLength == PayloadDecoder.ABSENT) {
            return new TwilioMessage.Malformed(
                    TwilioMessage.Fault.FIELD, "expected media.payload and streamSid");
        }
        if (audioLength == PayloadDecoder.BAD) {
            return new TwilioMessage.Malformed(
                    TwilioMessage.Fault.BASE64, "expected media.payload in base64");
        }
        // a stream of both tracks would bring the agent's own voice back
        if (track != null && !"inbound".equals(track)) {
            return unknown;
        }
        return media.set(streamSid, timestampMs, payloads.audio(), audioLength);
    }

    private TwilioMessage startMessage() {
        String sid = streamSid != null ? streamSid : nestedSid;
        if (!sawStart || sid == null || callSid == null || !Sid.fits(sid) || !Sid.fits(callSid)) {
            return new TwilioMessage.Malformed(
                    TwilioMessage.Fault.FIELD,
                    "expected start.callSid and streamSid, " + Sid.EXPECTED);
        }
        if (nestedSid != null && !nestedSid.equals(sid)) {
            return new TwilioMessage.Malformed(
                    TwilioMessage.Fault.FIELD, "expected one streamSid, there are two");
        }
        String coding = encoding == null ? TwilioLink.ENCODING : encoding;
        int rate = sampleRate == 0 ? TwilioLink.SAMPLE_RATE : sampleRate;
        return new TwilioMessage.Start(sid, callSid, coding, rate, parameters);
    }

    private TwilioMessage dtmfMessage() {
        if (streamSid == null
                || digit == null
                || digit.length() != 1
                || "0123456789*#ABCD".indexOf(digit.charAt(0)) < 0) {
            return new TwilioMessage.Malformed(
                    TwilioMessage.Fault.FIELD,
                    "expected dtmf.digit, one of 0-9 * # A-D, and streamSid");
        }
        return new TwilioMessage.Dtmf(streamSid, digit.charAt(0));
    }

    /**
     * Parts of an outgoing message that only differ by stream, as UTF-8. A {@link Sid} has nothing
     * to escape.
     */
    static byte[] prefix(String head, String streamSid, String tail) {
        return (head + streamSid + tail).getBytes(StandardCharsets.UTF_8);
    }
}
