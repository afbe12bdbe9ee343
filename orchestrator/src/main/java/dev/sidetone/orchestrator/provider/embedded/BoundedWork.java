/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue between media workers and threads that may take their time. Offering takes no
 * lock (a worker does it); taking parks. Full: the offer is refused.
 */
final class BoundedWork<T> {

    private final Queue<T> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Semaphore ready = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final int capacity;
    private volatile boolean closed;

    BoundedWork(int capacity) {
        this.capacity = capacity;
    }

    boolean offer(T item) {
        if (closed) {
            return false;
        }
        if (waiting.incrementAndGet() > capacity) {
            waiting.decrementAndGet();
            return false;
        }
        queue.add(item);
        ready.release();
        return true;
    }

    /** Waits for work; null when closed or interrupted. */
    @Nullable T take() {
        while (!closed) {
            try {
                ready.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
            T item = queue.poll();
            if (item != null) {
                waiting.decrementAndGet();
                return item;
            }
        }
        return null;
    }

    /** As {@link #take}, but at most this long; null as well when nothing came. */
    @Nullable T take(long timeoutNs) {
        try {
            if (closed || !ready.tryAcquire(timeoutNs, TimeUnit.NANOSECONDS)) {
                return null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
        T item = queue.poll();
        if (item != null) {
            waiting.decrementAndGet();
        }
        return item;
    }

    int waiting() {
        return waiting.get();
    }

    /** Nothing is taken in any more and {@code takers} threads that wait go on with null. */
    void close(int takers) {
        closed = true;
        closing.countDown();
        ready.release(takers);
    }

    /** Waits for the close without taking anything, at most this long. */
    void awaitClose(long timeoutNs) {
        try {
            closing.await(timeoutNs, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isClosed() {
        return closed;
    }
}
