/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import java.io.StringWriter;
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
final class TwilioMessages {

    private static final JsonFactory JSON = new JsonFactory();

    private final String streamSid;
    private final String callSid;
    private final String accountSid;
    private long sequence;

    TwilioMessages(String streamSid, String callSid, String accountSid) {
        this.streamSid = streamSid;
        this.callSid = callSid;
        this.accountSid = accountSid;
    }

    String connected() {
        return "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}";
    }

    String start(Map<String, String> parameters) {
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

    String dtmf(char key) {
        return "{\"event\":\"dtmf\",\"streamSid\":\""
                + streamSid
                + "\",\"sequenceNumber\":\""
                + next()
                + "\",\"dtmf\":{\"track\":\"inbound_track\",\"digit\":\""
                + key
                + "\"}}";
    }

    String mark(String name) {
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

    String stop() {
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
