/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.turn;

/** What a block, or a stall, changed in the caller's turn. */
public enum TurnSignal {
    /** Nothing. */
    NONE,
    /** The caller began to speak while the agent was silent. */
    SPEECH_STARTED,
    /** The caller began to speak over the agent. Stands in place of {@link #SPEECH_STARTED}. */
    BARGE_IN,
    /** The caller paused: time to ask the recogniser for its final. */
    SPEECH_PAUSED,
    /** The caller went on after a pause: a final asked for at the pause is of no use. */
    SPEECH_RESUMED,
    /**
     * The caller's turn is over. It may come without a {@link #SPEECH_PAUSED} before it: after a
     * stall, or when a noise in the pause held it up.
     */
    TURN_ENDED
}
