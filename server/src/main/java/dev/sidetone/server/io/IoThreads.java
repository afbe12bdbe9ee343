/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.io;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.agrona.ErrorHandler;

/**
 * The threads of {@code dedicated} mode that drive carriers' sockets: each one loop, {@code io-N}.
 * A round waits for I/O or a task ({@link WaitMode#LATENCY}) or for the next millisecond ({@link
 * WaitMode#DENSITY}, where neither wakes it), handles what is there, and flushes each connection
 * written to once. Start and close belong to one thread; the loops close with their threads.
 */
public final class IoThreads {
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long ROUND_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final WorkerEventLoopGroup loops;
    private final ThreadFactory factory;
    private final ErrorHandler errors;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    /**
     * Threads that do not yet run.
     *
     * @param loops nobody else drives them
     * @param errors told of what a round throws, on its thread; must not block
     */
    public IoThreads(WorkerEventLoopGroup loops, ThreadFactory factory, ErrorHandler errors) {
        this.loops = loops;
        this.factory = factory;
        this.errors = errors;
    }

    /** Starts them. */
    public void start() {
        running = true;
        for (int i = 0; i < loops.loops(); i++) {
            EventLoopWorker loop = loops.worker(i);
            Thread thread = factory.newThread(() -> run(loop));
            thread.setName("io-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void run(EventLoopWorker loop) {
        guarded(loop::onStart);
        Runnable round =
                switch (loop.waitMode()) {
                    case LATENCY -> () -> untilSomethingCame(loop);
                    case DENSITY -> () -> onceAMillisecond(loop);
                };
        while (running) {
            guarded(round);
        }
        guarded(() -> loop.poll(WAIT_NS));
        guarded(loop::close);
    }

    private static void untilSomethingCame(EventLoopWorker loop) {
        loop.await(WAIT_NS);
        loop.flush();
    }

    private static void onceAMillisecond(EventLoopWorker loop) {
        long startNs = System.nanoTime();
        try {
            loop.poll(WAIT_NS);
            loop.flush();
        } finally {
            // whatever threw must not make the thread spin
            loop.await(ROUND_NS - (System.nanoTime() - startNs));
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable thrown) {
            errors.onError(thrown);
        }
    }

    /** Stops them, after the workers; false when one did not end within the time. */
    public boolean close(Duration timeout) {
        running = false;
        long deadlineNs = System.nanoTime() + timeout.toNanos();
        for (int i = 0; i < threads.size(); i++) {
            loops.worker(i).wakeup();
        }
        boolean ended = true;
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, (deadlineNs - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            ended &= !thread.isAlive();
        }
        return ended;
    }
}
