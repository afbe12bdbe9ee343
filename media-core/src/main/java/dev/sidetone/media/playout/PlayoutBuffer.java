/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.playout;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import java.util.Arrays;
import java.util.Objects;

/**
 * A call's audio awaiting playout, bytes of the wire's codec, first in first out. Owned by the call
 * on its worker's thread; released with the call. Bounded: an append that would pass the cap, or
 * that the worker's {@link ChunkPool} cannot hold, is refused whole and counted. Holds no chunk
 * while empty, and allocates nothing in steady state.
 */
public final class PlayoutBuffer {
    private static final int INITIAL_CHUNKS = 8;
    private static final byte[] NO_CHUNK = {};

    private final ChunkPool pool;
    private final Counters counters;
    private final int capBytes;
    private final int chunkBytes;

    /**
     * Ring of the chunks in use, from {@link #headChunk}; grows with the audio held, up to the cap.
     */
    private byte[][] chunks = new byte[INITIAL_CHUNKS][];

    private int headChunk;
    private int chunksUsed;
    private int headOffset;
    private int size;
    private boolean released;

    /**
     * An empty buffer.
     *
     * @param capBytes the most it holds
     */
    public PlayoutBuffer(ChunkPool pool, int capBytes, Counters counters) {
        this.pool = pool;
        this.counters = counters;
        this.capBytes = capBytes;
        this.chunkBytes = pool.chunkBytes();
    }

    /**
     * Copies audio to the end, all of it or, {@code BACK_PRESSURED}, none. {@code CLOSED} once
     * released.
     */
    public OfferResult append(byte[] audio, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, audio.length);
        if (released) {
            return OfferResult.CLOSED;
        }
        int tailRoom = chunksUsed * chunkBytes - headOffset - size;
        int newChunks = length <= tailRoom ? 0 : (length - tailRoom + chunkBytes - 1) / chunkBytes;
        if (length > capBytes - size || newChunks > pool.available()) {
            counters.increment(MediaCounter.PLAYOUT_REFUSED);
            return OfferResult.BACK_PRESSURED;
        }
        addChunks(newChunks);
        copyIn(audio, offset, length);
        return OfferResult.ACCEPTED;
    }

    /**
     * Moves up to {@code max} bytes from the front to {@code dst}; returns how many, 0 when empty.
     */
    public int take(byte[] dst, int offset, int max) {
        int taken = Math.min(max, size);
        Objects.checkFromIndexSize(offset, taken, dst.length);
        int left = taken;
        int at = offset;
        while (left > 0) {
            int part = Math.min(left, chunkBytes - headOffset);
            System.arraycopy(chunk(0), headOffset, dst, at, part);
            at += part;
            left -= part;
            headOffset += part;
            size -= part;
            if (headOffset == chunkBytes || size == 0) {
                dropHeadChunk();
            }
        }
        return taken;
    }

    /** Bytes held. */
    public int size() {
        return size;
    }

    /** Drops what is held; returns how many bytes that was. */
    public int clear() {
        int dropped = size;
        while (chunksUsed > 0) {
            dropHeadChunk();
        }
        size = 0;
        counters.add(MediaCounter.PLAYOUT_CLEARED_BYTES, dropped);
        return dropped;
    }

    /**
     * Drops what is held and takes nothing more; returns how many bytes were dropped. Idempotent.
     */
    public int release() {
        released = true;
        return clear();
    }

    private void addChunks(int count) {
        int needed = chunksUsed + count;
        if (needed > chunks.length) {
            growRing(Math.max(needed, chunks.length * 2));
        }
        for (int i = 0; i < count; i++) {
            chunks[ringIndex(chunksUsed)] = pool.take();
            chunksUsed++;
        }
    }

    private void growRing(int capacity) {
        byte[][] grown = Arrays.copyOfRange(chunks, headChunk, headChunk + capacity);
        int wrapped = headChunk + chunksUsed - chunks.length;
        if (wrapped > 0) {
            System.arraycopy(chunks, 0, grown, chunks.length - headChunk, wrapped);
        }
        chunks = grown;
        headChunk = 0;
    }

    private void copyIn(byte[] audio, int offset, int length) {
        int left = length;
        int at = offset;
        while (left > 0) {
            int end = headOffset + size;
            int part = Math.min(left, chunkBytes - end % chunkBytes);
            System.arraycopy(audio, at, chunk(end / chunkBytes), end % chunkBytes, part);
            at += part;
            left -= part;
            size += part;
        }
    }

    private void dropHeadChunk() {
        pool.give(chunk(0));
        chunks[headChunk] = NO_CHUNK;
        headChunk = ringIndex(1);
        chunksUsed--;
        headOffset = 0;
    }

    private byte[] chunk(int index) {
        return chunks[ringIndex(index)];
    }

    private int ringIndex(int index) {
        int at = headChunk + index;
        return at < chunks.length ? at : at - chunks.length;
    }
}
