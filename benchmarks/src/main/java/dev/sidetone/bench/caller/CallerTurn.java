/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import org.jspecify.annotations.Nullable;

/**
 * A turn of the caller as the caller knows it, on its own clock.
 *
 * @param number 0 is the agent's greeting, which no caller's turn precedes
 * @param text what is said, if known
 * @param onsetNs first audible sample, or first key
 * @param endNs end of the last audible sample, or last key
 * @param keys whether the turn is keys and no speech: it then has no mouth-to-ear latency
 */
public record CallerTurn(
        int number, @Nullable String text, long onsetNs, long endNs, boolean keys) {

    /** The agent's greeting: no turn of the caller. */
    static CallerTurn greeting(long streamStartNs) {
        return new CallerTurn(0, null, streamStartNs, streamStartNs, true);
    }
}
