/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import java.util.Arrays;

/**
 * Audio that waits for a connection, in the order it came. Bounded; holds no memory while empty.
 * Loop's thread only.
 */
final class HeldAudio {
    private static final byte[] NOTHING = {};

    private final int maxBytes;
    private byte[] bytes = NOTHING;
    private int length;

    HeldAudio(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes the audio whole, or not at all where it does not fit. */
    boolean append(byte[] audio, int offset, int count) {
        if (!hasRoomFor(count)) {
            return false;
        }
        if (length + count > bytes.length) {
            int roomy = Math.max(length + count, Math.max(1024, 2 * bytes.length));
            bytes = Arrays.copyOf(bytes, Math.min(maxBytes, roomy));
        }
        System.arraycopy(audio, offset, bytes, length, count);
        length += count;
        return true;
    }

    /**
     * Drops the oldest, so that no more than this is left.
     *
     * @return how much was dropped
     */
    int keepLast(int keptBytes) {
        int dropped = Math.max(0, length - keptBytes);
        System.arraycopy(bytes, dropped, bytes, 0, length - dropped);
        length -= dropped;
        return dropped;
    }

    boolean hasRoomFor(int count) {
        return length + count <= maxBytes;
    }

    /** Where the audio goes: false when it takes no more for now. */
    @FunctionalInterface
    interface Outlet {
        boolean send(byte[] audio, int offset, int count);
    }

    /** Hands out what is held in pieces, as far as the outlet takes them. */
    void drainTo(Outlet outlet, int pieceBytes) {
        int sent = 0;
        while (sent < length) {
            int piece = Math.min(pieceBytes, length - sent);
            if (!outlet.send(bytes, sent, piece)) {
                break;
            }
            sent += piece;
        }
        length -= sent;
        if (length == 0) {
            bytes = NOTHING;
        } else {
            System.arraycopy(bytes, sent, bytes, 0, length);
        }
    }

    int length() {
        return length;
    }

    boolean isEmpty() {
        return length == 0;
    }

    void clear() {
        length = 0;
        bytes = NOTHING;
    }
}
