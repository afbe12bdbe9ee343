/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import java.util.Base64;

/**
 * Audio to base64 without allocating per frame; see {@link PayloadDecoder} for why whole arrays of
 * the last size are kept. Worker thread only.
 */
final class PayloadEncoder {
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private byte[] audio = new byte[160];
    private byte[] encoded = new byte[216];

    /** Base64 of these bytes; the answer is valid until the next call. */
    byte[] encode(byte[] source, int offset, int length) {
        if (audio.length != length) {
            audio = new byte[length];
            encoded = new byte[(length + 2) / 3 * 4];
        }
        System.arraycopy(source, offset, audio, 0, length);
        BASE64.encode(audio, encoded);
        return encoded;
    }
}
