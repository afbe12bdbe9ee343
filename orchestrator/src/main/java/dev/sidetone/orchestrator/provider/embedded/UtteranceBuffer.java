/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import java.util.Arrays;

/**
 * One call's audio between begin and end of a turn. Belongs to the call's worker; grows by doubling
 * up to its bound and is cut back to its first size at the end of the turn.
 */
final class UtteranceBuffer {

    private static final int FIRST_MS = 2000;

    private final int firstBytes;
    private final int maxBytes;
    private byte[] bytes = new byte[0];
    private int length;

    UtteranceBuffer(int bytesPerMs, int maxMs) {
        this.maxBytes = bytesPerMs * maxMs;
        this.firstBytes = Math.min(maxBytes, bytesPerMs * FIRST_MS);
    }

    /** Takes all of it or, when it would pass the bound, nothing. */
    boolean append(byte[] audio, int offset, int count) {
        if (count > maxBytes - length) {
            return false;
        }
        if (length + count > bytes.length) {
            int room = Math.max(firstBytes, Math.max(2 * bytes.length, length + count));
            bytes = Arrays.copyOf(bytes, Math.min(maxBytes, room));
        }
        System.arraycopy(audio, offset, bytes, length, count);
        length += count;
        return true;
    }

    byte[] snapshot() {
        return Arrays.copyOf(bytes, length);
    }

    void clear() {
        length = 0;
        if (bytes.length > firstBytes) {
            bytes = new byte[firstBytes];
        }
    }

    void release() {
        length = 0;
        bytes = new byte[0];
    }
}
