/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import io.netty.buffer.ByteBuf;
import java.util.Base64;

/**
 * Arrays to decode base64 in, block by block: the JDK's decoder is fast only from array to array,
 * and only into whole ones. One for each loop.
 */
final class Base64Scratch {
    /** Decodes to 96 ms of telephone audio, which fits one place in a worker's inbox. */
    private static final int BLOCK_CHARS = 1024;

    private static final Base64.Decoder DECODER = Base64.getDecoder();

    private final byte[] block = new byte[BLOCK_CHARS];
    private final byte[] decoded = new byte[BLOCK_CHARS / 4 * 3];

    /** How many bytes this much base64 decodes to. */
    static int decodedLength(ByteBuf text, int from, int length) {
        int chars = length;
        while (chars > 0 && chars > length - 2 && text.getByte(from + chars - 1) == '=') {
            chars--;
        }
        return (int) (chars * 3L / 4);
    }

    /** How much of {@code length} characters the next block takes. */
    static int blockOf(int length) {
        return Math.min(BLOCK_CHARS, length);
    }

    /**
     * Decodes one block.
     *
     * @return how many bytes {@link #decoded} now holds
     * @throws IllegalArgumentException when it is not base64
     */
    int decode(ByteBuf text, int from, int length) {
        byte[] exact = length == BLOCK_CHARS ? block : new byte[length];
        text.getBytes(from, exact);
        return DECODER.decode(exact, decoded);
    }

    byte[] decoded() {
        return decoded;
    }
}
