/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.EventExecutor;

/**
 * How many pings and pongs a peer may send: a burst of {@value #BURST}, and {@value #PER_SECOND} a
 * second in the long run, which is more than anybody needs to find out whether a connection lives.
 * RFC 6455 has no limit, so a peer that pings without end would otherwise have its loop's time for
 * nothing. One per connection; its event loop only.
 */
final class ControlBudget {
    static final int BURST = 200;
    static final int PER_SECOND = 100;

    private static final long EACH_NS = 1_000_000_000L / PER_SECOND;

    private boolean used;

    /** When all that was spent so far will have been earned again. */
    private long earnedNs;

    /** Spends one, by the loop's own clock; false when there is none left. */
    boolean spend(EventExecutor loop) {
        long nowNs =
                loop instanceof AbstractScheduledEventExecutor scheduled
                        ? scheduled.ticker().nanoTime()
                        : System.nanoTime();
        earnedNs = used && earnedNs - nowNs > 0 ? earnedNs + EACH_NS : nowNs + EACH_NS;
        used = true;
        return earnedNs - nowNs <= BURST * EACH_NS;
    }
}
