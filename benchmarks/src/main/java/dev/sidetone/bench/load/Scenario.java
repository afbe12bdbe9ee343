/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

/** What the callers of a run do. */
public enum Scenario {
    /** Every frame is to come back as it was sent. */
    ECHO,
    /** Conversations with ground truth. */
    TALK,
    /** The same, and the caller interrupts answers. */
    BARGE,
    /** Short calls to an echo that never stop arriving. */
    CHURN,
    /** Callers who say nothing. */
    IDLE;

    /** Whether the calls go to the agent that returns what it hears. */
    public boolean echoes() {
        return this == ECHO || this == CHURN;
    }

    /** Whether the calls have turns. */
    public boolean talks() {
        return this == TALK || this == BARGE;
    }
}
