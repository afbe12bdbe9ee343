/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import dev.sidetone.codec.level.AudibleLevel;
import java.util.Arrays;

/**
 * The voice of a simulated caller: synchronous, deterministic, not thread-safe. What it returns
 * begins with its first audible block of 10 ms and ends with its last, so that a caller knows
 * exactly when its own speech ends.
 */
public final class CallerVoice {

    private final FreeTtsVoice voice = new FreeTtsVoice();

    /** The voice as it is: 150 words a minute, 100 Hz. */
    public CallerVoice() {
        this(FreeTtsVoice.DEFAULT_WORDS_PER_MINUTE, 100f, 12f);
    }

    /** A caller who speaks faster or slower, higher or lower. */
    public CallerVoice(int wordsPerMinute, float pitchHertz, float pitchRangeHertz) {
        voice.rate(wordsPerMinute);
        voice.pitch(pitchHertz, pitchRangeHertz);
    }

    /**
     * The text as 8 kHz, 16 bit samples, audible from its first block to its last; empty when there
     * is nothing to say.
     */
    public short[] speak(String text) {
        short[] pcm = voice.speak(text).pcm();
        int endMs = AudibleLevel.lastAudibleMs(pcm, 0, pcm.length, FreeTtsVoice.SAMPLE_RATE);
        int end = Math.max(0, endMs) * FreeTtsVoice.SAMPLE_RATE / 1000;
        return Arrays.copyOf(pcm, Math.min(pcm.length, end));
    }
}
