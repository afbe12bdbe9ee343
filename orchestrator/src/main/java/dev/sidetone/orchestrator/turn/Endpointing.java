/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.turn;

/** Whose word ends a caller's turn, where the recogniser declares ends of speech by itself. */
public enum Endpointing {
    /** The recogniser's; our own silence only as a long fallback. */
    PROVIDER,
    /** Our own silence. */
    OWN,
    /** Whichever comes first. */
    FIRST
}
