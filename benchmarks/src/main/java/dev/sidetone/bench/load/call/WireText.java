/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Base64 without garbage. {@code java.util.Base64} is the fastest there is but reads whole arrays:
 * one of each length is kept. Owned by the loop's thread.
 */
final class WireText {

    /** Longest payload that is decoded here, 12 KB of audio; what is longer takes the slow way. */
    static final int LONGEST = 16_384;

    private static final Base64.Decoder DECODER = Base64.getDecoder();

    private final @Nullable Exact[] exact = new @Nullable Exact[LONGEST + 1];
    private final byte[] decoded = new byte[LONGEST];

    /** Result of the last {@link #decode}, valid until the next. */
    byte[] decoded() {
        return decoded;
    }

    /** Decodes into {@link #decoded}; the number of bytes, or -1 if that is not base64. */
    int decode(byte[] text, int from, int length) {
        if (length > LONGEST) {
            return -1;
        }
        Exact source = exact[length];
        if (source == null) {
            source = new Exact(new byte[length]);
            exact[length] = source;
        }
        System.arraycopy(text, from, source.text, 0, length);
        try {
            return DECODER.decode(source.text, decoded);
        } catch (IllegalArgumentException _) {
            return -1;
        }
    }

    /** An array of one length. */
    @SuppressWarnings("ArrayRecordComponent") // the array is what it is for
    private record Exact(byte[] text) {}
}
