/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

/**
 * One thing that had to hold in a run.
 *
 * @param name what
 * @param verdict whether it did
 * @param detail what was found, for a person
 */
public record Check(String name, Verdict verdict, String detail) {

    /** What was found. */
    public enum Verdict {
        /** It holds. */
        HELD,
        /** It does not, and the run has failed. */
        FAILED,
        /** A figure is over its limit. A shared machine can do that: the run has not failed. */
        OVER,
        /** A figure of a run whose own sender was late: it says nothing of the server. */
        NOT_JUDGED
    }

    /** A check that fails the run when it does not hold. */
    public Check(String name, boolean held, String detail) {
        this(name, held ? Verdict.HELD : Verdict.FAILED, detail);
    }

    /** Whether the run may succeed by this check. */
    public boolean held() {
        return verdict != Verdict.FAILED;
    }
}
