/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * A time limit that is put off more often than it is reached, such as the one between two pieces of
 * an answer: putting it off costs a field write, not a timer. Loop's thread only.
 */
public final class StageLimit {
    private static final long NONE = Long.MIN_VALUE;

    private final EventLoop loop;
    private final NanoClock clock;
    private final Runnable onDue;
    private long dueNs = NONE;
    private long timerNs;
    private @Nullable Future<?> timer;

    /**
     * A limit that does not run yet.
     *
     * @param onDue called on the loop when the limit is reached; it no longer runs then
     */
    public StageLimit(EventLoop loop, NanoClock clock, Runnable onDue) {
        this.loop = loop;
        this.clock = clock;
        this.onDue = onDue;
    }

    /** The limit is reached in this time from now, whatever was set before. */
    public void set(long limitNs) {
        long due = clock.nanoTime() + limitNs;
        dueNs = due == NONE ? due + 1 : due;
        if (timer != null && timerNs - dueNs > 0) {
            timer.cancel(false);
            timer = null;
        }
        if (timer == null) {
            schedule(limitNs);
        }
    }

    /** The limit does not hold any more. */
    public void clear() {
        dueNs = NONE;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void schedule(long inNs) {
        timerNs = clock.nanoTime() + inNs;
        timer = loop.schedule(this::fire, inNs, TimeUnit.NANOSECONDS);
    }

    private void fire() {
        timer = null;
        if (dueNs == NONE) {
            return;
        }
        long leftNs = dueNs - clock.nanoTime();
        if (leftNs > 0) {
            schedule(leftNs);
        } else {
            dueNs = NONE;
            onDue.run();
        }
    }
}
