/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Recognises the one message that comes fifty times a second, on its bytes:
 *
 * <pre>
 * {"event":"media","sequenceNumber":"4",
 *  "media":{"track":"inbound","chunk":"2","timestamp":"5","payload":"…"},"streamSid":"MZ…"}
 * </pre>
 *
 * without whitespace, its keys in any order, each at most once, numbers as numbers or in quotes, of
 * the stream it is asked for. It says "this is exactly it" or "not mine", never that something is
 * wrong: whatever deviates, by an escape, a key it does not know or a payload that is not base64,
 * is for {@link TwilioDialect}'s general reader, and both agree on what the scan takes.
 *
 * <p>One per worker; worker thread only. Makes no object.
 */
final class MediaScan {
    private static final byte[] EVENT = ascii("\"event\":\"media\"");
    private static final byte[] SEQUENCE = ascii("\"sequenceNumber\":");
    private static final byte[] STREAM_SID = ascii("\"streamSid\":\"");
    private static final byte[] MEDIA = ascii("\"media\":{");
    private static final byte[] TRACK = ascii("\"track\":\"inbound\"");
    private static final byte[] CHUNK = ascii("\"chunk\":");
    private static final byte[] TIMESTAMP = ascii("\"timestamp\":");
    private static final byte[] PAYLOAD = ascii("\"payload\":\"");

    private static final int SAW_EVENT = 1;
    private static final int SAW_SEQUENCE = 1 << 1;
    private static final int SAW_STREAM_SID = 1 << 2;
    private static final int SAW_MEDIA = 1 << 3;
    private static final int SAW_TRACK = 1 << 4;
    private static final int SAW_CHUNK = 1 << 5;
    private static final int SAW_TIMESTAMP = 1 << 6;
    private static final int SAW_PAYLOAD = 1 << 7;
    private static final int NEEDED = SAW_EVENT | SAW_STREAM_SID | SAW_MEDIA | SAW_PAYLOAD;

    private static final int NOT_MINE = -1;

    /** What the general reader takes as a timestamp, and fits into a long in any case. */
    private static final int MAX_DIGITS = 15;

    private final PayloadDecoder payloads;

    private byte[] json = new byte[0];
    private byte[] sid = json;
    private int end;
    private int seen;
    private long number;
    private long timestampMs;
    private int audioLength;

    /** How long the payload before was: on a telephone always the same. */
    private int likelyPayload = 216;

    MediaScan(PayloadDecoder payloads) {
        this.payloads = payloads;
    }

    /** The frame's timestamp, or {@code unknown} where it has none; after a match. */
    long timestampMs(long unknown) {
        return (seen & SAW_TIMESTAMP) == 0 ? unknown : timestampMs;
    }

    /** Bytes of audio, which lie in the decoder's array; after a match. */
    int audioLength() {
        return audioLength;
    }

    /** Whether this is a media message of the stream with this sid, and nothing else. */
    boolean matches(byte[] text, int offset, int length, byte[] streamSid) {
        json = text;
        sid = streamSid;
        end = offset + length;
        seen = 0;
        if (length == 0 || json[offset] != '{') {
            return false;
        }
        int at = offset;
        do {
            at = member(at + 1);
        } while (at < end && at != NOT_MINE && json[at] == ',');
        return at == end - 1 && json[at] == '}' && (seen & NEEDED) == NEEDED;
    }

    /** Reads one member of the message; returns where it ends. */
    private int member(int at) {
        if (at + 2 >= end) {
            return NOT_MINE;
        }
        return switch (json[at + 1]) {
            case 'e' -> after(EVENT, at, SAW_EVENT);
            case 'm' -> media(after(MEDIA, at, SAW_MEDIA));
            case 's' ->
                    json[at + 2] == 'e'
                            ? digits(after(SEQUENCE, at, SAW_SEQUENCE))
                            : ofThisStream(after(STREAM_SID, at, SAW_STREAM_SID));
            default -> NOT_MINE;
        };
    }

    private int media(int first) {
        int at = first == NOT_MINE ? NOT_MINE : mediaMember(first);
        while (at != NOT_MINE && at < end && json[at] == ',') {
            at = mediaMember(at + 1);
        }
        return at != NOT_MINE && at < end && json[at] == '}' ? at + 1 : NOT_MINE;
    }

    private int mediaMember(int at) {
        if (at + 2 >= end) {
            return NOT_MINE;
        }
        return switch (json[at + 1]) {
            case 't' -> json[at + 2] == 'r' ? after(TRACK, at, SAW_TRACK) : timestamp(at);
            case 'c' -> digits(after(CHUNK, at, SAW_CHUNK));
            case 'p' -> payload(after(PAYLOAD, at, SAW_PAYLOAD));
            default -> NOT_MINE;
        };
    }

    private int timestamp(int at) {
        int next = digits(after(TIMESTAMP, at, SAW_TIMESTAMP));
        timestampMs = number;
        return next;
    }

    /** Passes over these bytes, where they stand here and did not before. */
    private int after(byte[] expected, int at, int mark) {
        int next = at + expected.length;
        if ((seen & mark) != 0
                || next > end
                || !Arrays.equals(json, at, next, expected, 0, expected.length)) {
            return NOT_MINE;
        }
        seen |= mark;
        return next;
    }

    private int ofThisStream(int at) {
        int close = at + sid.length;
        if (at == NOT_MINE || close >= end || !Arrays.equals(json, at, close, sid, 0, sid.length)) {
            return NOT_MINE;
        }
        return json[close] == '"' ? close + 1 : NOT_MINE;
    }

    /** Passes over a number, bare or in quotes. */
    private int digits(int from) {
        if (from == NOT_MINE || from >= end) {
            return NOT_MINE;
        }
        boolean quoted = json[from] == '"';
        int first = quoted ? from + 1 : from;
        int at = first;
        long value = 0;
        while (at < end && json[at] >= '0' && json[at] <= '9' && at - first <= MAX_DIGITS) {
            value = value * 10 + (json[at++] - '0');
        }
        int count = at - first;
        // JSON has no bare number with a leading zero
        if (count == 0
                || count > MAX_DIGITS
                || at == end
                || (!quoted && count > 1 && json[first] == '0')) {
            return NOT_MINE;
        }
        number = value;
        if (quoted) {
            return json[at] == '"' ? at + 1 : NOT_MINE;
        }
        return at;
    }

    private int payload(int from) {
        if (from == NOT_MINE) {
            return NOT_MINE;
        }
        // what decodes has no quote in it, so a quote behind it is the end of it
        int close = from + likelyPayload;
        if (close >= end || json[close] != '"') {
            close = from;
            while (close < end && json[close] != '"') {
                close++;
            }
        }
        if (close >= end || close == from) {
            return NOT_MINE;
        }
        likelyPayload = close - from;
        audioLength = payloads.decode(json, from, likelyPayload);
        return audioLength >= 0 ? close + 1 : NOT_MINE;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
