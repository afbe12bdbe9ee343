/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.gate;

/**
 * When verdicts become speech. Times are multiples of the 10 ms block.
 *
 * @param openThreshold likelihood from which a block counts as speech while the gate is closed
 * @param closeThreshold likelihood from which a block counts as speech while it is open; lower, so
 *     that a fading word stays whole
 * @param minSpeechMs speech that opens the gate, in all within the window
 * @param windowMs how far apart that speech may lie: long enough for the silent closure in "six"
 *     and the dips between syllables in noise
 * @param hangoverMs silence that closes the gate; longer than the closure before a last "t", which
 *     alone could not open it again
 * @param preRollMs audio to keep from before the gate opens, so that a recogniser hears the onset
 */
public record GateConfig(
        float openThreshold,
        float closeThreshold,
        int minSpeechMs,
        int windowMs,
        int hangoverMs,
        int preRollMs) {

    /** Opens for a short "no", not for a cough or a door of 150 ms. */
    public static final GateConfig DEFAULT = new GateConfig(0.5f, 0.35f, 180, 400, 150, 500);

    public GateConfig {
        if (!(openThreshold > 0f && openThreshold < 1f)) {
            throw new IllegalArgumentException(
                    "openThreshold must be between 0 and 1: " + openThreshold);
        }
        if (!(closeThreshold > 0f && closeThreshold <= openThreshold)) {
            throw new IllegalArgumentException(
                    "closeThreshold must be above 0 and at most openThreshold: " + closeThreshold);
        }
        requireBlocks("windowMs", windowMs, SpeechGate.BLOCK_MS, SpeechGate.LONGEST_WINDOW_MS);
        requireBlocks("minSpeechMs", minSpeechMs, SpeechGate.BLOCK_MS, windowMs);
        requireBlocks("hangoverMs", hangoverMs, SpeechGate.BLOCK_MS, 1_000);
        requireBlocks("preRollMs", preRollMs, windowMs, 2_000);
    }

    private static void requireBlocks(String name, int value, int least, int most) {
        if (value < least || value > most || value % SpeechGate.BLOCK_MS != 0) {
            throw new IllegalArgumentException(
                    name
                            + " must be "
                            + least
                            + " to "
                            + most
                            + " in steps of "
                            + SpeechGate.BLOCK_MS
                            + ": "
                            + value);
        }
    }
}
