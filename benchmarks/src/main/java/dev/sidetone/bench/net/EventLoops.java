/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.net;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The end of Netty's own event loops. */
public final class EventLoops {

    /**
     * Not zero: a loop that is told to end while it runs a task would then end behind that task,
     * with its channels open and their buffers held (Netty 4.2.18, SingleThreadEventExecutor's
     * confirmShutdown).
     */
    private static final long QUIET_MS = 10;

    private static final long LIMIT_MS = 2000;

    private EventLoops() {}

    /** Closes what the loops serve and ends them, which the future tells. */
    public static Future<?> end(EventLoopGroup group) {
        return group.shutdownGracefully(QUIET_MS, LIMIT_MS, TimeUnit.MILLISECONDS);
    }
}
