/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.caller.ServerMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where the audio stands in one server's media messages, learned from one that the parser has read:
 * the text before the payload and the text behind it. A message with the same text around its
 * payload needs no parser; any other goes to the parser again. One per call, since the text holds
 * the stream's name. Immutable.
 */
final class MediaShape {

    private static final String PAYLOAD = "\"payload\":\"";

    private final byte[] before;
    private final byte[] behind;

    private MediaShape(byte[] before, byte[] behind) {
        this.before = before;
        this.behind = behind;
    }

    /** A shape that no message has. */
    static MediaShape unknown() {
        return new MediaShape(new byte[] {0}, new byte[0]);
    }

    /**
     * The shape of a text that the parser read as {@link ServerMessage.Media}; unknown where the
     * payload is not plainly there.
     */
    static MediaShape of(String media) {
        int payload = media.indexOf(PAYLOAD);
        int from = payload + PAYLOAD.length();
        int to = payload < 0 ? -1 : media.indexOf('"', from);
        if (to < 0) {
            return unknown();
        }
        return new MediaShape(
                media.substring(0, from).getBytes(StandardCharsets.UTF_8),
                media.substring(to).getBytes(StandardCharsets.UTF_8));
    }

    /** Where the payload begins in every message of this shape. */
    int payloadFrom() {
        return before.length;
    }

    /** Length of the payload, or -1 when the message is of another shape. */
    int payloadLength(byte[] text, int length) {
        int payload = length - before.length - behind.length;
        if (payload < 0
                || !Arrays.equals(text, 0, before.length, before, 0, before.length)
                || !Arrays.equals(text, length - behind.length, length, behind, 0, behind.length)) {
            return -1;
        }
        return payload;
    }
}
