/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

/**
 * Counts failures of providers in a row: an apology is not the success that ends the row. Owned by
 * one conversation on its worker.
 */
final class Setbacks {
    /** As many as turns that were not understood. */
    private static final int MAX_IN_A_ROW = 3;

    private int inARow;
    private boolean apologising;

    /** One more; true when that is too many. */
    boolean another() {
        apologising = true;
        return ++inARow >= MAX_IN_A_ROW;
    }

    /** An answer is under way, no longer an apology. */
    void answering() {
        apologising = false;
    }

    /** The agent was heard to the end. */
    void spoken() {
        if (!apologising) {
            inARow = 0;
        }
        apologising = false;
    }
}
