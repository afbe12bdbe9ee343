/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Base64 payloads to audio without allocating per frame. The JDK's decoder is several times faster
 * than anything written by hand, but takes whole arrays only: hence one scratch array for each
 * exact size that was seen, up to {@value #MAX_KEPT} characters; a longer one is made for its
 * message.
 *
 * <p>Worker thread only.
 */
final class PayloadDecoder {
    static final int ABSENT = -1;
    static final int BAD = -2;

    /** Base64 of 1 KB, 128 ms of µ-law. */
    private static final int MAX_KEPT = 1368;

    private static final Base64.Decoder BASE64 = Base64.getDecoder();

    /** By length in groups of four characters, which base64 has unless its padding was left out. */
    private final byte[] @Nullable [] kept = new byte[MAX_KEPT / 4 + 1][];

    private byte[] audio = new byte[2048];

    /** The bytes of the last decode, from 0 on. */
    byte[] audio() {
        return audio;
    }

    /** Decodes into {@link #audio()}; returns the number of bytes, or {@link #BAD}. */
    int decode(char[] text, int offset, int length) {
        byte[] encoded = scratch(length);
        for (int i = 0; i < length; i++) {
            char c = text[offset + i];
            if (c > 0x7f) {
                return BAD;
            }
            encoded[i] = (byte) c;
        }
        return decode(encoded);
    }

    /** Likewise, from bytes. */
    int decode(byte[] text, int offset, int length) {
        byte[] encoded = scratch(length);
        System.arraycopy(text, offset, encoded, 0, length);
        return decode(encoded);
    }

    private byte[] scratch(int length) {
        if (length > MAX_KEPT || (length & 3) != 0) {
            return new byte[length];
        }
        byte[] sized = kept[length >> 2];
        if (sized == null) {
            sized = new byte[length];
            kept[length >> 2] = sized;
        }
        return sized;
    }

    private int decode(byte[] encoded) {
        int room = encoded.length / 4 * 3 + 3;
        if (audio.length < room) {
            audio = Arrays.copyOf(audio, room);
        }
        try {
            return BASE64.decode(encoded, audio);
        } catch (IllegalArgumentException notBase64) {
            return BAD;
        }
    }
}
