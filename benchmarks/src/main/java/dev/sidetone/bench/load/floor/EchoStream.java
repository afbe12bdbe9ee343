/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.floor;

import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFault;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sends every payload back. Looks for fixed text and parses nothing. On the floor's thread, one per
 * connection.
 */
final class EchoStream implements FloorStream {

    private static final byte[] MEDIA = ascii("{\"event\":\"media\"");
    private static final byte[] PAYLOAD = ascii("\"payload\":\"");
    private static final String STREAM_SID = "\"streamSid\":\"";
    private static final byte[] TAIL = ascii("\"}}");

    private byte[] text = new byte[1024];
    private byte[] head = new byte[0];
    private @Nullable WebSocketFrames frames;

    @Override
    public void answerOn(WebSocketFrames connection) {
        frames = connection;
    }

    @Override
    public void onText(ByteBuf message) {
        int length = message.readableBytes();
        if (length > text.length) {
            text = new byte[length];
        }
        message.getBytes(message.readerIndex(), text, 0, length);
        boolean media =
                length > MEDIA.length
                        && Arrays.equals(text, 0, MEDIA.length, MEDIA, 0, MEDIA.length);
        if (media) {
            echo(length);
        } else if (head.length == 0) {
            learn(new String(text, 0, length, StandardCharsets.UTF_8));
        }
    }

    private void learn(String start) {
        int from = start.indexOf(STREAM_SID) + STREAM_SID.length();
        int to = start.indexOf('"', from);
        if (from >= STREAM_SID.length() && to > 0) {
            head =
                    ascii(
                            "{\"event\":\"media\",\"streamSid\":\""
                                    + start.substring(from, to)
                                    + "\",\"media\":{\"payload\":\"");
        }
    }

    private void echo(int length) {
        int at = MEDIA.length;
        while (at + PAYLOAD.length < length
                && !Arrays.equals(text, at, at + PAYLOAD.length, PAYLOAD, 0, PAYLOAD.length)) {
            at++;
        }
        int from = at + PAYLOAD.length;
        int to = from;
        while (to < length && text[to] != '"') {
            to++;
        }
        WebSocketFrames open = frames;
        if (open != null && to < length) {
            open.writeText(head, text, from, to - from, TAIL);
            open.flush();
        }
    }

    @Override
    public void onBinary(ByteBuf message) {}

    @Override
    public void onClosing(int statusCode) {}

    @Override
    public void onViolation(WebSocketFault fault) {
        WebSocketFrames open = frames;
        if (open != null) {
            open.close(fault.closeCode(), "");
        }
    }

    @Override
    public void onGone() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
