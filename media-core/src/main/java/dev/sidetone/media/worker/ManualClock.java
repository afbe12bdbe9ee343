/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.NanoClock;

/**
 * The clock of the invoker mode: stands still until it is moved. Any thread may read it; one moves
 * it.
 */
public final class ManualClock implements NanoClock {
    private final AtomicLong nowNs;

    /** Starts at 1 s, so that a time of 0 taken for "never" shows. */
    public ManualClock() {
        this(TimeUnit.SECONDS.toNanos(1));
    }

    /** Starts at the time given. */
    public ManualClock(long startNs) {
        nowNs = new AtomicLong(startNs);
    }

    @Override
    public long nanoTime() {
        return nowNs.get();
    }

    /** Moves forward by so many nanoseconds. */
    public void advanceNs(long ns) {
        if (ns < 0) {
            throw new IllegalArgumentException("time does not run backwards: " + ns);
        }
        nowNs.addAndGet(ns);
    }

    /** Moves forward by so many milliseconds. */
    public void advanceMs(long ms) {
        advanceNs(TimeUnit.MILLISECONDS.toNanos(ms));
    }

    /** Moves forward to a time that is not before now. */
    public void advanceTo(long timeNs) {
        advanceNs(timeNs - nowNs.get());
    }
}
