/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.net;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One thread and its sockets, driven by whoever owns it: what is due and what came take turns as
 * the owner likes. Lives until the owner's task returns, which ends the sockets too.
 */
public final class DrivenLoop {

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Runnable task;
    private final Thread thread;
    private final ManualIoEventLoop io;

    /** A thread of this name that will run the task, once {@link #start}ed. */
    public DrivenLoop(String name, Runnable task) {
        this.task = task;
        thread = new FastThreadLocalThread(this::run, name);
        thread.setDaemon(true);
        IoHandlerFactory factory =
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        io = new ManualIoEventLoop(thread, factory);
    }

    public void start() {
        thread.start();
    }

    public Thread thread() {
        return thread;
    }

    /** The sockets; the task runs them. */
    public ManualIoEventLoop io() {
        return io;
    }

    private void run() {
        try {
            task.run();
        } finally {
            // after a fault too: whoever waits for an answer of the loop hears that there is none
            var _ = io.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            while (!io.isTerminated()) {
                io.runNow();
            }
            ended.countDown();
        }
    }

    /** Waits until thread and sockets are gone; an interrupt does not end the wait. */
    public void awaitEnd() {
        boolean interrupted = false;
        while (ended.getCount() > 0) {
            try {
                ended.await();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
