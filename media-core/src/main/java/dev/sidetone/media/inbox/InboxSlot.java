/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.inbox;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One pre-allocated place in a worker's inbox. Filled by a producer, read by the worker, then
 * cleared and used again: what it says holds only until the handler returns, so copy what must
 * last. Audio lies in the inbox's one slab; facts are immutable and may be kept.
 */
public final class InboxSlot {
    /** Value of {@link #mediaMs()} when the carrier gave none. */
    public static final long MEDIA_MS_UNKNOWN = -1;

    private final byte[] slab;
    private final int audioOffset;

    private long callKey;
    private SlotKind kind = SlotKind.COMMAND;
    private int utterance;
    private long arrivalNs;
    private long mediaMs = MEDIA_MS_UNKNOWN;
    private int audioLength;
    private @Nullable Object fact;

    InboxSlot(byte[] slab, int audioOffset) {
        this.slab = slab;
        this.audioOffset = audioOffset;
    }

    /** The call it is for. */
    public long callKey() {
        return callKey;
    }

    /** What it carries. */
    public SlotKind kind() {
        return kind;
    }

    /** {@code SYNTHESIS}: the agent's utterance the audio belongs to; otherwise 0. */
    public int utterance() {
        return utterance;
    }

    /** When the producer got it, on the worker's clock. */
    public long arrivalNs() {
        return arrivalNs;
    }

    /**
     * {@code MEDIA}: the carrier's timestamp of the first sample in ms, or {@link
     * #MEDIA_MS_UNKNOWN}.
     */
    public long mediaMs() {
        return mediaMs;
    }

    /**
     * The array that holds the audio, between {@link #audioOffset()} and {@link #audioLength()}
     * bytes on.
     */
    public byte[] audio() {
        return slab;
    }

    /** Where the audio starts in {@link #audio()}. */
    public int audioOffset() {
        return audioOffset;
    }

    /** Bytes of audio; 0 when it carries a fact. */
    public int audioLength() {
        return audioLength;
    }

    /**
     * The fact it carries; only when {@link #kind()} is neither {@code MEDIA} nor {@code
     * SYNTHESIS}.
     */
    public Object fact() {
        return Objects.requireNonNull(fact, "slot carries audio");
    }

    /** True when it is for the worker itself, not for a call; then its fact is a task to run. */
    public boolean isForWorker() {
        return callKey == WorkerInbox.NO_CALL && fact != null;
    }

    boolean isEmpty() {
        return fact == null && audioLength == 0;
    }

    void putMedia(long key, long timestampMs, long arrivedNs, byte[] src, int offset, int length) {
        callKey = key;
        kind = SlotKind.MEDIA;
        arrivalNs = arrivedNs;
        mediaMs = timestampMs;
        putAudio(src, offset, length);
    }

    void putSynthesis(
            long key, int utteranceNumber, long arrivedNs, byte[] src, int offset, int length) {
        callKey = key;
        kind = SlotKind.SYNTHESIS;
        arrivalNs = arrivedNs;
        utterance = utteranceNumber;
        putAudio(src, offset, length);
    }

    void putFact(long key, SlotKind factKind, long arrivedNs, Object immutable) {
        callKey = key;
        kind = factKind;
        arrivalNs = arrivedNs;
        fact = immutable;
    }

    /**
     * Forgets everything, so that a fact can be collected and a claim that was never filled is seen
     * as empty.
     */
    void clear() {
        callKey = WorkerInbox.NO_CALL;
        kind = SlotKind.COMMAND;
        utterance = 0;
        mediaMs = MEDIA_MS_UNKNOWN;
        audioLength = 0;
        fact = null;
    }

    private void putAudio(byte[] src, int offset, int length) {
        System.arraycopy(src, offset, slab, audioOffset, length);
        audioLength = length;
    }
}
