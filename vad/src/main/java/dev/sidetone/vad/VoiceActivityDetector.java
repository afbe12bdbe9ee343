/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad;

/**
 * Judges 8 kHz audio in blocks of 10 ms (80 samples). State of one call, owned by its worker;
 * allocates nothing.
 */
public interface VoiceActivityDetector {

    /** Samples of one block. */
    int BLOCK_SAMPLES = 80;

    /** Length of one block. */
    int BLOCK_MS = 10;

    /**
     * Takes the next block in stream order.
     *
     * @return how likely it holds speech, 0 to 1
     */
    float onBlock(short[] pcm, int offset);

    /** Forgets everything, as before the first block. */
    void reset();

    /** The call is over; a detector that shares something with others leaves it. */
    default void close() {}
}
