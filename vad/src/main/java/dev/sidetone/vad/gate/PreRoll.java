/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.gate;

import dev.sidetone.media.AudioFormat;

/**
 * The caller's last moments in the wire's codec, kept while nobody speaks so that a recogniser gets
 * the onset of what opened the gate. A ring: when full, the oldest bytes give way. State of one
 * call, its worker's thread; allocates nothing after construction.
 */
public final class PreRoll {

    private final byte[] ring;
    private int writeAt;
    private int size;

    public PreRoll(int capacityBytes) {
        if (capacityBytes <= 0) {
            throw new IllegalArgumentException("capacityBytes must be positive: " + capacityBytes);
        }
        ring = new byte[capacityBytes];
    }

    /** Room for so much audio of that format. */
    public static PreRoll of(AudioFormat format, int milliseconds) {
        return new PreRoll(format.bytesPerMs() * milliseconds);
    }

    /** Keeps a copy of these bytes, or of the last of them that fit. */
    public void write(byte[] audio, int offset, int length) {
        int skipped = Math.max(0, length - ring.length);
        int from = offset + skipped;
        int count = length - skipped;
        int first = Math.min(count, ring.length - writeAt);
        System.arraycopy(audio, from, ring, writeAt, first);
        System.arraycopy(audio, from + first, ring, 0, count - first);
        writeAt = (writeAt + count) % ring.length;
        size = Math.min(ring.length, size + count);
    }

    /** Hands over what is kept, oldest first, in one or two pieces, and is empty then. */
    public void drainTo(AudioSink sink) {
        int start = Math.floorMod(writeAt - size, ring.length);
        int first = Math.min(size, ring.length - start);
        int second = size - first;
        clear();
        if (first > 0) {
            sink.accept(ring, start, first);
        }
        if (second > 0) {
            sink.accept(ring, 0, second);
        }
    }

    /** Bytes kept just now. */
    public int size() {
        return size;
    }

    /** Forgets what is kept. */
    public void clear() {
        size = 0;
    }
}
