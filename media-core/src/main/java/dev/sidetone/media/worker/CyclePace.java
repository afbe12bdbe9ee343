/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

/**
 * How often a worker that waits by parking looks again. On its way to a caller an answer comes past
 * the worker once for each provider, and each time waits for the next cycle; so cycles are short
 * while a caller waits, and long, which costs less, while all of them speak or listen. Owned by the
 * worker.
 */
public final class CyclePace {
    private final long cycleNs;
    private final long answerCycleNs;
    private int waiting;

    /**
     * A pace at which nobody waits.
     *
     * @param cycleNs from one cycle's start to the next while no caller waits
     * @param answerCycleNs the same while at least one does
     */
    public CyclePace(long cycleNs, long answerCycleNs) {
        this.cycleNs = cycleNs;
        this.answerCycleNs = answerCycleNs;
    }

    /** A caller begins to wait for an answer; its call says so once. */
    public void callerWaits() {
        waiting++;
    }

    /** One that waited has been answered, speaks again or is gone. */
    public void callerServed() {
        if (waiting == 0) {
            throw new IllegalStateException("no caller waits");
        }
        waiting--;
    }

    /** How many callers wait. */
    public int waiting() {
        return waiting;
    }

    /** The time from this cycle's start to the next one's. */
    public long cycleNs() {
        return waiting == 0 ? cycleNs : answerCycleNs;
    }
}
