/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.agent;

/** A phrase pattern that cannot be read. */
public final class PatternException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    PatternException(String message, int position) {
        super(message);
        this.position = position;
    }

    /** Where in the pattern, counted in characters from 0. */
    public int position() {
        return position;
    }
}
