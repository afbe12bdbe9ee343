/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.playout;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import java.util.Arrays;

/**
 * A worker's free list of equal chunks for audio awaiting playout. Owned by the worker's thread;
 * lives as long as the worker. Grows chunk by chunk to its cap, each growth counted, and never
 * shrinks; when the cap is reached, {@link #available()} says so and playout buffers refuse.
 */
public final class ChunkPool {
    private final int chunkBytes;
    private final int maxChunks;
    private final Counters counters;
    private byte[][] free = new byte[64][];
    private int freeCount;
    private int allocated;

    public ChunkPool(int chunkBytes, int maxChunks, Counters counters) {
        if (chunkBytes <= 0 || maxChunks <= 0) {
            throw new IllegalArgumentException(
                    "chunkBytes and maxChunks must be positive: " + chunkBytes + ", " + maxChunks);
        }
        this.chunkBytes = chunkBytes;
        this.maxChunks = maxChunks;
        this.counters = counters;
    }

    /** Bytes in one chunk. */
    public int chunkBytes() {
        return chunkBytes;
    }

    /** How many chunks {@link #take()} can still give. */
    public int available() {
        return freeCount + maxChunks - allocated;
    }

    /** Chunks allocated so far, free or in use. */
    public int allocated() {
        return allocated;
    }

    /** A chunk with any content; only while {@link #available()} is positive. */
    byte[] take() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        if (allocated == maxChunks) {
            throw new IllegalStateException("take() without looking at available()");
        }
        allocated++;
        counters.increment(MediaCounter.CHUNKS_ALLOCATED);
        return new byte[chunkBytes];
    }

    /** Gives back a chunk that {@link #take()} gave. */
    void give(byte[] chunk) {
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, free.length * 2);
        }
        free[freeCount++] = chunk;
    }
}
