/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a server may send on a media stream, read as strictly as Twilio does: whatever else it is,
 * it earns warning 31951.
 */
public sealed interface ServerMessage {

    /** Audio to play. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once
    record Media(byte[] mulaw) implements ServerMessage {}

    /** A mark to echo. */
    record Mark(String name) implements ServerMessage {}

    /** Drop what is queued. */
    record Clear() implements ServerMessage {}

    /** Meant for another stream: whatever it holds, it came to the wrong caller. */
    record OtherStream() implements ServerMessage {}

    /** Not of the protocol. */
    record Foreign(String why) implements ServerMessage {}

    /** Reads one text message of the stream {@code streamSid}. */
    static ServerMessage read(String text, String streamSid) {
        Fields fields = new Fields();
        try (JsonParser json = Fields.JSON.createParser(ObjectReadContext.empty(), text)) {
            fields.read(json);
        } catch (JacksonException _) {
            return new Foreign("not JSON");
        }
        String sid = fields.streamSid == null ? "" : fields.streamSid;
        if (!sid.isEmpty() && !sid.equals(streamSid)) {
            return new OtherStream();
        }
        if (fields.foreign != null) {
            return new Foreign("field " + fields.foreign + " is not of the protocol");
        }
        if (sid.isEmpty()) {
            return new Foreign("no streamSid");
        }
        return switch (fields.event == null ? "" : fields.event) {
            case "media" -> media(fields.payload);
            case "mark" ->
                    fields.name == null ? new Foreign("mark without name") : new Mark(fields.name);
            case "clear" -> new Clear();
            default -> new Foreign("unknown event");
        };
    }

    private static ServerMessage media(@Nullable String payload) {
        if (payload == null) {
            return new Foreign("media without payload");
        }
        try {
            return new Media(Base64.getDecoder().decode(payload));
        } catch (IllegalArgumentException _) {
            return new Foreign("payload is not base64");
        }
    }

    /** The fields of a message as they are met. */
    final class Fields {
        private static final JsonFactory JSON = new JsonFactory();

        private @Nullable String event;
        private @Nullable String streamSid;
        private @Nullable String payload;
        private @Nullable String name;
        private @Nullable String foreign;

        private Fields() {}

        private void read(JsonParser json) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                foreign = "(no object)";
                return;
            }
            String parent = "";
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                String field = json.currentName();
                if (token == JsonToken.START_OBJECT && parent.isEmpty() && field != null) {
                    parent = field;
                } else if (token == JsonToken.END_OBJECT) {
                    parent = "";
                } else if (token.isScalarValue()) {
                    take(parent.isEmpty() ? field : parent + "." + field, json.getString());
                } else if (token.isStructStart()) {
                    foreign = field;
                    json.skipChildren();
                }
            }
        }

        private void take(@Nullable String path, String value) {
            switch (path == null ? "" : path) {
                case "event" -> event = value;
                case "streamSid" -> streamSid = value;
                case "media.payload" -> payload = value;
                case "mark.name" -> name = value;
                default -> foreign = path;
            }
        }
    }
}
