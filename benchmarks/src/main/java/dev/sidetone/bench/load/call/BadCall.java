/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import java.util.function.Consumer;

/**
 * One call that breaks a rule, from its beginning to the end that the server is to make of it; the
 * caller itself never ends it. Owned by the loop's thread.
 */
abstract class BadCall extends DueEntry {

    private final BadKind kind;
    private final LoopParts parts;
    private final Consumer<BadCall> gone;
    private long brokenNs = NEVER;
    private boolean over;

    /** A call of this kind; {@code gone} is told when it is over. */
    BadCall(BadKind kind, LoopParts parts, Consumer<BadCall> gone) {
        this.kind = kind;
        this.parts = parts;
        this.gone = gone;
    }

    /** Opens the connection. */
    abstract void dial();

    /** Does what is due; when something is due next, or {@link #NEVER}. */
    abstract long step(long nowNs);

    /** Ends the connection, if there is one. */
    abstract void hangUp();

    final BadKind kind() {
        return kind;
    }

    final LoopParts parts() {
        return parts;
    }

    final boolean over() {
        return over;
    }

    /** The caller dials. */
    final void begin() {
        parts.tally().bad().begun(kind);
        dial();
    }

    /** The rule is broken now. */
    final void broken(long nowNs) {
        brokenNs = nowNs;
    }

    /** The server ended the call. */
    final void ended(String how) {
        if (over) {
            return;
        }
        if (brokenNs == NEVER) {
            // an end that nothing wrong led to says nothing of what the server does about it
            failed("before the rule was broken: " + how);
            return;
        }
        parts.tally().bad().ended(kind, how, System.nanoTime() - brokenNs);
        leave();
    }

    /** The server declined the call in good order, as it would have any other. */
    final void refused(String how) {
        if (!over) {
            parts.tally().bad().refused(kind, "refused: " + how);
            leave();
        }
    }

    /** The server did not end the call, or it never came to the point. */
    final void failed(String why) {
        if (!over) {
            parts.tally().bad().failed(kind, why);
            leave();
        }
    }

    private void leave() {
        over = true;
        parts.heap().schedule(this, NEVER);
        gone.accept(this);
        hangUp();
    }

    @Override
    final long onDue(long nowNs) {
        if (over) {
            return NEVER;
        }
        try {
            long nextNs = step(nowNs);
            return over ? NEVER : nextNs;
        } catch (RuntimeException fault) {
            // one call's fault must not end the loop that carries the others
            failed("fault in the harness: " + fault);
            return NEVER;
        }
    }
}
