/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * When a call opens its next connection: at once, then after ever longer waits up to a limit, and
 * at most so many times in any minute. Waits are drawn, so that calls which lost their connections
 * together do not come back together; a service that has no room is never asked again at once.
 * Loop's thread only.
 */
final class Redial {
    private static final long FIRST_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_WAIT_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long WINDOW_NS = TimeUnit.MINUTES.toNanos(1);

    /** A connection that held so long is no failure of the one before it. */
    private static final long HELD_LONG_NS = TimeUnit.SECONDS.toNanos(10);

    private static final int MAX_DOUBLINGS = 5;

    private final RandomGenerator random;

    /** When the latest tries were, oldest at the next place. */
    private final long[] triesNs;

    private int tries;
    private int inARow;
    private boolean overloaded;

    Redial(int mostPerMinute, RandomGenerator random) {
        this.triesNs = new long[mostPerMinute];
        this.random = random;
    }

    /** A connection ended that had been open for so long. */
    void held(long heldNs) {
        if (heldNs >= HELD_LONG_NS) {
            inARow = 0;
        }
    }

    /** How long to wait with the next try after such a failure; not for calls without tries. */
    long waitNs(Kind failure, long nowNs) {
        overloaded = failure == Kind.OVERLOADED;
        long wait = Math.max(drawnNs(), windowNs(nowNs));
        inARow++;
        return wait;
    }

    private long drawnNs() {
        if (inARow == 0 && !overloaded) {
            return 0;
        }
        long fullNs = Math.min(LONGEST_WAIT_NS, FIRST_WAIT_NS << Math.min(inARow, MAX_DOUBLINGS));
        return fullNs / 2 + random.nextLong(fullNs / 2);
    }

    /** Time until the minute has room for one more. */
    private long windowNs(long nowNs) {
        if (tries < triesNs.length) {
            return 0;
        }
        long oldestNs = triesNs[tries % triesNs.length];
        return Math.max(0, oldestNs + WINDOW_NS - nowNs);
    }

    /** Whether a try that waits may be made now, because somebody speaks. */
    boolean mayHurry(long nowNs) {
        return !overloaded && windowNs(nowNs) == 0;
    }

    /** A try is made. */
    void tried(long nowNs) {
        triesNs[tries % triesNs.length] = nowNs;
        tries++;
    }
}
