/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

/**
 * The I/O of one worker: the loop on which the sockets of its calls live, carrier's and providers'
 * alike, so that a call takes no thread of its own. Lives as long as its worker.
 *
 * <p>A stream's methods are called on the worker's thread. Where that is the loop's thread too
 * ({@code loop().inEventLoop()}) a stream works in place; elsewhere it copies what it was given and
 * goes on by {@code loop().execute}. What comes back goes through the call's mailbox, which any
 * thread may offer to.
 */
public interface CallIo {

    /** The loop; any thread may hand it tasks. */
    EventLoop loop();

    /** The class of sockets that can live on the loop. */
    Class<? extends Channel> socketChannel();

    /**
     * Has the connection flushed at the end of this cycle; it registers once a cycle. Loop's thread
     * only.
     */
    void flushLater(Flushable connection);
}
