/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.gate;

/**
 * Opens when enough blocks within a short window hold speech, closes when none did for the
 * hangover. All times are stream time: 10 ms for every block received since the start, whenever it
 * arrived. State of one call, its worker's thread; allocates nothing.
 */
public final class SpeechGate {

    /** Length of one block. */
    public static final int BLOCK_MS = 10;

    /** The window is a word of 64 bits, one a block. */
    static final int LONGEST_WINDOW_MS = Long.SIZE * BLOCK_MS;

    /** Less speech than this is a click, not the beginning of a word. */
    private static final int STIRRING_BLOCKS = 3;

    /** So many blocks of speech in a row are no click. */
    private static final int CERTAIN_RUN_BLOCKS = 2;

    /** A block that ends so soon after the last speech belongs to it. */
    private static final int CONNECTED_MS = 40;

    /** What has been silent for so long is not the beginning of a word either. */
    private static final int STIRRING_GAP_MS = 80;

    private final GateConfig config;
    private final long windowMask;
    private final int minSpeechBlocks;

    private boolean open;
    private int speechRun;
    private long streamMs;
    private long speechStartMs;
    private long lastSpeechMs;
    private long lastStirMs;

    /** Which of the blocks heard since the gate closed held speech; bit 0 is the last one. */
    private long recent;

    /** With the defaults. */
    public SpeechGate() {
        this(GateConfig.DEFAULT);
    }

    public SpeechGate(GateConfig config) {
        this.config = config;
        this.windowMask = -1L >>> (Long.SIZE - config.windowMs() / BLOCK_MS);
        this.minSpeechBlocks = config.minSpeechMs() / BLOCK_MS;
    }

    /** Takes the likelihood of speech in the next block, 0 to 1. */
    public GateSignal onBlock(float probability) {
        streamMs += BLOCK_MS;
        return open ? whileOpen(probability) : whileClosed(probability);
    }

    /** Whether someone speaks. */
    public boolean isOpen() {
        return open;
    }

    /**
     * Whether someone may have begun to speak while the gate is still closed: a little speech
     * within the window, the last of it a moment ago.
     */
    public boolean isStirring() {
        return !open
                && Long.bitCount(recent) >= STIRRING_BLOCKS
                && streamMs - lastStirMs < STIRRING_GAP_MS;
    }

    /** Whether the next block, whatever it holds, neither opens the gate nor is a stirring. */
    public boolean isAtRest() {
        int blocksThen = Long.bitCount(recent) + 1;
        return !open && blocksThen < STIRRING_BLOCKS && blocksThen < minSpeechBlocks;
    }

    /** End of the last block. */
    public long streamMs() {
        return streamMs;
    }

    /**
     * Start of the first block of the speech that opened the gate last; 0 before it ever opened.
     */
    public long speechStartMs() {
        return speechStartMs;
    }

    /** End of the last block of speech that the gate was open for; 0 before it ever opened. */
    public long lastSpeechMs() {
        return lastSpeechMs;
    }

    public GateConfig config() {
        return config;
    }

    /** Forgets everything, as before the first block. */
    public void reset() {
        open = false;
        speechRun = 0;
        streamMs = 0;
        speechStartMs = 0;
        lastSpeechMs = 0;
        lastStirMs = 0;
        recent = 0;
    }

    private GateSignal whileClosed(float probability) {
        boolean speech = probability >= config.openThreshold();
        recent = ((recent << 1) | (speech ? 1 : 0)) & windowMask;
        if (!speech) {
            return GateSignal.NONE;
        }
        lastStirMs = streamMs;
        if (Long.bitCount(recent) < minSpeechBlocks) {
            return GateSignal.NONE;
        }
        int blocksSinceFirst = Long.SIZE - Long.numberOfLeadingZeros(recent);
        open = true;
        speechRun = 0;
        speechStartMs = streamMs - (long) blocksSinceFirst * BLOCK_MS;
        lastSpeechMs = streamMs;
        return GateSignal.OPENED;
    }

    private GateSignal whileOpen(float probability) {
        speechRun = probability >= config.closeThreshold() ? speechRun + 1 : 0;
        // After a gap a single block is a click, and clicks must not keep a turn open for ever.
        boolean connected = streamMs - lastSpeechMs <= CONNECTED_MS;
        if (speechRun >= CERTAIN_RUN_BLOCKS || (speechRun > 0 && connected)) {
            lastSpeechMs = streamMs;
            return GateSignal.NONE;
        }
        if (streamMs - lastSpeechMs < config.hangoverMs()) {
            return GateSignal.NONE;
        }
        open = false;
        recent = 0;
        return GateSignal.CLOSED;
    }
}
