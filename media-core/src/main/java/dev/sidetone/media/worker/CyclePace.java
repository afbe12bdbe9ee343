/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

/**
 * How often a worker that waits by parking looks again. On its way to a caller an answer comes past
 * the worker once for each provider, and each time waits for the next cycle; so cycles are short
 * while a caller waits, and long, which costs less, while all of them speak or listen. They are
 * long too when the worker has little time left: then what short ones cost would delay all its
 * calls more than they hasten one. Owned by the worker.
 */
public final class CyclePace {
    /** Long enough to even out a burst of frames. */
    private static final long JUDGED_NS = 50_000_000;

    /** Percent of the time at work from which short cycles are given up. */
    private static final int BUSY_PERCENT = 55;

    /** Percent below which they are taken up again; long cycles need fewer. */
    private static final int FREE_PERCENT = 35;

    private final long cycleNs;
    private final long answerCycleNs;
    private int waiting;
    private boolean busy;
    private long workedNs;
    private long passedNs;

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

    /** A cycle's work is done, and took so long. */
    void worked(long ns) {
        workedNs += ns;
        passedNs += Math.max(ns, cycleNs());
        if (passedNs >= JUDGED_NS) {
            busy = workedNs * 100 > passedNs * (busy ? FREE_PERCENT : BUSY_PERCENT);
            workedNs = 0;
            passedNs = 0;
        }
    }

    /** The time from this cycle's start to the next one's. */
    public long cycleNs() {
        return waiting == 0 || busy ? cycleNs : answerCycleNs;
    }
}
