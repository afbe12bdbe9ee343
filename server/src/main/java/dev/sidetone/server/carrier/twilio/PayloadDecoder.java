/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 payloads to audio without allocating per frame. The JDK's decoder is several times faster
 * than anything written by hand, but takes whole arrays only: hence one exact scratch array for the
 * size that was seen last, which on a telephone is always the same.
 *
 * <p>Worker thread only.
 */
final class PayloadDecoder {
    static final int ABSENT = -1;
    static final int BAD = -2;

    private static final Base64.Decoder BASE64 = Base64.getDecoder();

    /** Base64 of 160 bytes, a frame of 20 ms. */
    private byte[] encoded = new byte[216];

    private byte[] audio = new byte[2048];

    /** The bytes of the last decode, from 0 on. */
    byte[] audio() {
        return audio;
    }

    /** Decodes into {@link #audio()}; returns the number of bytes, or {@link #BAD}. */
    int decode(char[] text, int offset, int length) {
        if (encoded.length != length) {
            encoded = new byte[length];
        }
        for (int i = 0; i < length; i++) {
            char c = text[offset + i];
            if (c > 0x7f) {
                return BAD;
            }
            encoded[i] = (byte) c;
        }
        int room = length / 4 * 3 + 3;
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
