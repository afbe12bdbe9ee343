/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.floor;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFault;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agent on one connection of a floor; a test says what it makes of the carrier's events. */
abstract class FloorAgent implements FloorStream {
    private static final JsonMapper JSON = new JsonMapper();

    private @Nullable WebSocketFrames frames;

    /** The carrier says something. On the floor's thread. */
    abstract void onEvent(String event, JsonNode message);

    /** Speaks, 8 kHz linear, in one message. */
    final void speak(String streamSid, short[] pcm) {
        String payload = Base64.getEncoder().encodeToString(WireAudio.encode(pcm));
        send(
                "{\"event\":\"media\",\"streamSid\":\"%s\",\"media\":{\"payload\":\"%s\"}}"
                        .formatted(streamSid, payload));
    }

    final void send(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        WebSocketFrames open = frames;
        if (open != null) {
            open.writeText(new byte[0], utf8, 0, utf8.length, new byte[0]);
            open.flush();
        }
    }

    /** So many samples, audible from the first one given on. */
    static short[] tone(int samples, int from) {
        short[] tone = new short[samples];
        for (int i = from; i < samples; i++) {
            tone[i] = (short) (9000 * Math.sin(i * 2 * Math.PI * 333 / 8000));
        }
        return tone;
    }

    @Override
    public final void answerOn(WebSocketFrames connection) {
        frames = connection;
    }

    @Override
    public final void onText(ByteBuf message) {
        JsonNode json = JSON.readTree(message.toString(StandardCharsets.UTF_8));
        onEvent(json.path("event").asString(""), json);
    }

    @Override
    public final void onBinary(ByteBuf message) {}

    @Override
    public final void onClosing(int statusCode) {}

    @Override
    public final void onViolation(WebSocketFault fault) {}

    @Override
    public final void onGone() {}
}
