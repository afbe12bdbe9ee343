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
 * A round waits for I/O or a task, handles it, and flushes each connection written to once. Start
 * and close belong to one thread; the loops close with their threads.
 */
public final class IoThreads {
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final WorkerEventLoopGroup loops;
    private final ThreadFactory factory;
    private final ErrorHandler errors;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    /**
     * Threads that do not yet run.
     *
     * @param loops waiting in their selectors
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
                () -> {
                    loop.await(WAIT_NS);
                    loop.flush();
                };
        while (running) {
            guarded(round);
        }
        guarded(() -> loop.poll(WAIT_NS));
        guarded(loop::close);
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
