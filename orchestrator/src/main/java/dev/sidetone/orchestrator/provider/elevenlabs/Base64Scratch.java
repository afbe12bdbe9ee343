/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
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
        return (int) (unpadded(text, from, length) * 3L / 4);
    }

    private static int unpadded(ByteBuf text, int from, int length) {
        int chars = length;
        while (chars > 0 && chars > length - 2 && text.getByte(from + chars - 1) == '=') {
            chars--;
        }
        return chars;
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
        text.getBytes(from, block, 0, length);
        if (length == BLOCK_CHARS) {
            return DECODER.decode(block, decoded);
        }
        // the last one: made up to a whole block by zeros, of which the caller is told nothing
        int chars = unpadded(text, from, length);
        if (chars % 4 == 1 || (chars < length && length % 4 != 0)) {
            throw new IllegalArgumentException("a last group of base64 that is none");
        }
        Arrays.fill(block, chars, BLOCK_CHARS, (byte) 'A');
        DECODER.decode(block, decoded);
        return chars * 3 / 4;
    }

    byte[] decoded() {
        return decoded;
    }
}
