/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The text messages that Twilio sends on a media stream, every number of an envelope as a string.
 *
 * @see <a href="https://www.twilio.com/docs/voice/media-streams/websocket-messages">Twilio:
 *     WebSocket messages</a>
 */
public final class TwilioMessages {

    /** Bytes that an audio message needs besides its payload, at most. */
    public static final int MEDIA_ENVELOPE = 512;

    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] MEDIA_SEQUENCE =
            ascii("{\"event\":\"media\",\"sequenceNumber\":\"");
    private static final byte[] MEDIA_CHUNK =
            ascii("\",\"media\":{\"track\":\"inbound\",\"chunk\":\"");
    private static final byte[] MEDIA_TIMESTAMP = ascii("\",\"timestamp\":\"");
    private static final byte[] MEDIA_PAYLOAD = ascii("\",\"payload\":\"");

    private final String streamSid;
    private final String callSid;
    private final String accountSid;
    private final byte[] mediaEnd;
    private long sequence;

    /** The messages of one stream, numbered from 1. */
    public TwilioMessages(String streamSid, String callSid, String accountSid) {
        this.streamSid = streamSid;
        this.callSid = callSid;
        this.accountSid = accountSid;
        this.mediaEnd = ascii("\"},\"streamSid\":\"" + streamSid + "\"}");
    }

    /** The first message. */
    public String connected() {
        return "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}";
    }

    /** The message that says who calls. */
    public String start(Map<String, String> parameters) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("event", "start");
            json.writeStringProperty("sequenceNumber", next());
            json.writeObjectPropertyStart("start");
            json.writeStringProperty("accountSid", accountSid);
            json.writeStringProperty("streamSid", streamSid);
            json.writeStringProperty("callSid", callSid);
            json.writeArrayPropertyStart("tracks");
            json.writeString("inbound");
            json.writeEndArray();
            json.writeObjectPropertyStart("mediaFormat");
            json.writeStringProperty("encoding", "audio/x-mulaw");
            json.writeNumberProperty("sampleRate", 8000);
            json.writeNumberProperty("channels", 1);
            json.writeEndObject();
            json.writeObjectPropertyStart("customParameters");
            parameters.forEach(json::writeStringProperty);
            json.writeEndObject();
            json.writeEndObject();
            json.writeStringProperty("streamSid", streamSid);
            json.writeEndObject();
        }
        return text.toString();
    }

    /** Audio; {@code chunk} counts from 1, {@code timestampMs} is stream time. */
    String media(long chunk, long timestampMs, byte[] mulaw) {
        return "{\"event\":\"media\",\"sequenceNumber\":\""
                + next()
                + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\""
                + chunk
                + "\",\"timestamp\":\""
                + timestampMs
                + "\",\"payload\":\""
                + Base64.getEncoder().encodeToString(mulaw)
                + "\"},\"streamSid\":\""
                + streamSid
                + "\"}";
    }

    /**
     * The same audio message as bytes, without garbage: for senders of many streams.
     *
     * @param out takes at most {@link #MEDIA_ENVELOPE} bytes and the payload
     * @param payload64 the audio as base64
     * @return length of the message
     */
    public int media(byte[] out, long chunk, long timestampMs, byte[] payload64) {
        int at = put(out, 0, MEDIA_SEQUENCE);
        at = digits(out, at, ++sequence);
        at = put(out, at, MEDIA_CHUNK);
        at = digits(out, at, chunk);
        at = put(out, at, MEDIA_TIMESTAMP);
        at = digits(out, at, timestampMs);
        at = put(out, at, MEDIA_PAYLOAD);
        at = put(out, at, payload64);
        return put(out, at, mediaEnd);
    }

    private static int put(byte[] out, int at, byte[] text) {
        System.arraycopy(text, 0, out, at, text.length);
        return at + text.length;
    }

    private static int digits(byte[] out, int at, long number) {
        int end = at;
        for (long rest = number; end == at || rest > 0; rest /= 10) {
            end++;
        }
        long rest = number;
        for (int i = end - 1; i >= at; i--) {
            out[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    String dtmf(char key) {
        return "{\"event\":\"dtmf\",\"streamSid\":\""
                + streamSid
                + "\",\"sequenceNumber\":\""
                + next()
                + "\",\"dtmf\":{\"track\":\"inbound_track\",\"digit\":\""
                + key
                + "\"}}";
    }

    /** A mark that has been played. */
    public String mark(String name) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("event", "mark");
            json.writeStringProperty("sequenceNumber", next());
            json.writeStringProperty("streamSid", streamSid);
            json.writeObjectPropertyStart("mark");
            json.writeStringProperty("name", name);
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }

    /** The last message. */
    public String stop() {
        return "{\"event\":\"stop\",\"sequenceNumber\":\""
                + next()
                + "\",\"stop\":{\"accountSid\":\""
                + accountSid
                + "\",\"callSid\":\""
                + callSid
                + "\"},\"streamSid\":\""
                + streamSid
                + "\"}";
    }

    private String next() {
        return Long.toString(++sequence);
    }
}
