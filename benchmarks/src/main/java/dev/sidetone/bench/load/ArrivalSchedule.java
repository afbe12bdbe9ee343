/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import java.util.SplittableRandom;

/**
 * When calls arrive, as offsets from the start of the run. Depends on nothing but its rate and its
 * seed: no server can slow it. One thread.
 */
public final class ArrivalSchedule {

    private static final double NS_PER_S = 1e9;

    private final double perSecond;
    private final Kind kind;
    private final SplittableRandom random;
    private long count;
    private double poissonS;

    /** How the time between two arrivals is drawn. */
    public enum Kind {
        /** Evenly. */
        CONSTANT,
        /** Exponentially, as independent callers do. */
        POISSON
    }

    /**
     * Starts a schedule.
     *
     * @param perSecond mean arrivals a second, above 0
     * @param seed decides a Poisson schedule
     */
    public ArrivalSchedule(Kind kind, double perSecond, long seed) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("a rate above 0 is needed, not " + perSecond);
        }
        this.kind = kind;
        this.perSecond = perSecond;
        this.random = new SplittableRandom(seed);
    }

    /** The next arrival; the first of a constant schedule is at 0. */
    public long nextNs() {
        if (kind == Kind.POISSON) {
            // 1 − u lies in (0, 1], whose logarithm is finite
            poissonS -= Math.log(1 - random.nextDouble()) / perSecond;
            return (long) (poissonS * NS_PER_S);
        }
        // from the count and not from the arrival before, so that no rounding adds up
        return (long) (count++ * NS_PER_S / perSecond);
    }
}
