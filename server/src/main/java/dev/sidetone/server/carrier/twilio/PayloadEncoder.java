/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Audio to base64 without allocating per frame; see {@link PayloadDecoder} for why there is a whole
 * array for each size. Worker thread only.
 */
final class PayloadEncoder {
    /** 128 ms of µ-law; longer audio has its array made for it. */
    private static final int MAX_KEPT = 1024;

    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final byte[] @Nullable [] kept = new byte[MAX_KEPT + 1][];
    private byte[] encoded = new byte[2048];

    /** The characters of the last encode, from 0 on. */
    byte[] encoded() {
        return encoded;
    }

    /** Encodes into {@link #encoded()}; returns the number of characters. */
    int encode(byte[] source, int offset, int length) {
        byte[] audio = scratch(length);
        System.arraycopy(source, offset, audio, 0, length);
        int characters = (length + 2) / 3 * 4;
        if (encoded.length < characters) {
            encoded = new byte[characters];
        }
        return BASE64.encode(audio, encoded);
    }

    private byte[] scratch(int length) {
        if (length > MAX_KEPT) {
            return new byte[length];
        }
        byte[] sized = kept[length];
        if (sized == null) {
            sized = new byte[length];
            kept[length] = sized;
        }
        return sized;
    }
}
