/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

/**
 * Whether somebody still is at a connection's other end. A service may leave noise without words
 * unanswered; a pong then shows that it lives, but not for ever. Loop's thread only.
 */
final class LifeSigns {
    /** Turns in a row that brought nothing at all, though a final was asked for. */
    private static final int MAX_SILENT_TURNS = 2;

    /** The same where pongs came, and no message. */
    private static final int MAX_MUTE_TURNS = 5;

    private long lastSignNs;
    private boolean asked;
    private boolean messageSinceAsked;
    private boolean signSinceAsked;
    private int silentTurns;
    private int muteTurns;

    /** The connection is open. */
    void opened(long nowNs) {
        lastSignNs = nowNs;
        asked = false;
        messageSinceAsked = false;
        signSinceAsked = false;
        silentTurns = 0;
        muteTurns = 0;
    }

    /** A {@code Finalize} went out. */
    void asked() {
        asked = true;
        messageSinceAsked = false;
        signSinceAsked = false;
    }

    /**
     * Something came.
     *
     * @param message and it was a message
     */
    void sign(long nowNs, boolean message) {
        lastSignNs = nowNs;
        signSinceAsked = true;
        messageSinceAsked |= message;
        silentTurns = 0;
        if (message) {
            muteTurns = 0;
        }
    }

    /** Whether anything came since the last {@code Finalize}. */
    boolean sinceAsked() {
        return asked && signSinceAsked;
    }

    /** How long nothing came. */
    long quietNs(long nowNs) {
        return nowNs - lastSignNs;
    }

    /**
     * The turn is over.
     *
     * @return whether the connection is to be given up
     */
    boolean turnOver() {
        if (asked) {
            silentTurns = signSinceAsked ? 0 : silentTurns + 1;
            muteTurns = messageSinceAsked ? 0 : muteTurns + 1;
        }
        asked = false;
        return silentTurns >= MAX_SILENT_TURNS || muteTurns >= MAX_MUTE_TURNS;
    }
}
