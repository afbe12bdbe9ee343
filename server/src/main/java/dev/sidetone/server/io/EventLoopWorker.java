/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.io;

import dev.sidetone.media.worker.WorkerIo;
import dev.sidetone.orchestrator.provider.net.CallIo;
import dev.sidetone.orchestrator.provider.net.Flushable;
import dev.sidetone.orchestrator.provider.net.websocket.FrameArena;
import io.netty.channel.Channel;
import io.netty.channel.ManualIoEventLoop;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The I/O half of one worker: a Netty event loop that runs by itself never, only when the worker's
 * thread drives it. All sockets of the worker's calls live on this loop, so a frame is read,
 * decided on and answered by one thread.
 *
 * <p>Owner thread: the worker's (a {@code FastThreadLocalThread}, else buffers come from shared
 * arenas); only {@link #wakeup()} and handing tasks to {@link #loop()} are open to others. Lives as
 * long as its worker. A connection that was written to registers by {@link #flushLater} and is
 * flushed once at the end of the cycle, so a burst of frames costs one system call per connection;
 * one whose flush throws keeps no other from being flushed.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the loop ends, or its limit does
public final class EventLoopWorker implements WorkerIo, CallIo {
    private static final long CLOSE_LIMIT_NS = TimeUnit.SECONDS.toNanos(2);

    private final ManualIoEventLoop loop;
    private final Class<? extends Channel> socketChannel;
    private final WaitMode waitMode;
    private final ArrayList<Flushable> dirty = new ArrayList<>(256);
    private final FrameArena arena = new FrameArena();

    EventLoopWorker(WorkerEventLoopGroup parent, IoTransport transport, WaitMode waitMode) {
        // the owning thread is not known yet: the worker starts it, and it names itself when it
        // starts
        this.loop = new ManualIoEventLoop(parent, null, transport.handlerFactory());
        this.socketChannel = transport.socketChannel();
        this.waitMode = waitMode;
    }

    /** The loop, to hand it tasks or to recognise which worker a channel lives on. */
    @Override
    public ManualIoEventLoop loop() {
        return loop;
    }

    @Override
    public Class<? extends Channel> socketChannel() {
        return socketChannel;
    }

    /** Where this loop's connections put together what they send in one cycle; its thread only. */
    public FrameArena arena() {
        return arena;
    }

    WaitMode waitMode() {
        return waitMode;
    }

    @Override
    public void onStart() {
        loop.setOwningThread(Thread.currentThread());
    }

    @Override
    public int poll(long budgetNs) {
        return loop.runNow(budgetNs);
    }

    /**
     * Has the connection flushed at the end of this cycle; it registers once a cycle. Worker thread
     * only.
     */
    @Override
    public void flushLater(Flushable connection) {
        dirty.add(connection);
    }

    @Override
    public void flush() {
        Throwable fault = null;
        // by index: a flush may fail a write, whose listener may write and register anew
        for (int i = 0; i < dirty.size(); i++) {
            try {
                dirty.get(i).flushNow();
            } catch (Throwable thrown) {
                fault = fault == null ? thrown : fault;
            }
        }
        dirty.clear();
        arena.endOfCycle();
        if (fault != null) {
            // its thread's cycle counts and tells of it
            throw new IllegalStateException("a connection could not be flushed", fault);
        }
    }

    @Override
    public void await(long maxNs) {
        if (maxNs <= 0) {
            return;
        }
        switch (waitMode) {
            case DENSITY -> LockSupport.parkNanos(maxNs);
            case LATENCY -> loop.run(maxNs);
        }
    }

    @Override
    public void wakeup() {
        // in density mode the next cycle comes within a millisecond, and waking for each offer is
        // what that mode saves
        if (waitMode == WaitMode.LATENCY) {
            loop.wakeup();
        }
    }

    @Override
    public void close() {
        try {
            flush();
        } finally {
            closeLoop();
        }
    }

    private void closeLoop() {
        // the loop closes what is still open; quiet period 0, since Netty would otherwise sleep on
        // this thread
        loop.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
        long startNs = System.nanoTime();
        while (!loop.isTerminated() && System.nanoTime() - startNs < CLOSE_LIMIT_NS) {
            loop.runNow();
        }
        if (loop.isTerminated()) {
            arena.close();
        }
    }
}
