/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import dev.sidetone.media.OfferResult;
import dev.sidetone.server.store.StoreRecord;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way to the one thread that writes them. Bounded; the last quarter is for ends of
 * calls, so that a disk that is slow costs turns before it costs calls. Any thread offers and never
 * waits, one takes.
 */
final class StoreQueue {
    private final MpscArrayQueue<StoreRecord> queue;
    private final int forAll;
    private final AtomicBoolean idle = new AtomicBoolean();
    private volatile @Nullable Thread reader;

    StoreQueue(int slots) {
        queue = new MpscArrayQueue<>(slots);
        forAll = queue.capacity() - queue.capacity() / 4;
    }

    /** {@code BACK_PRESSURED} when there is no room for a record of its kind. */
    OfferResult offer(StoreRecord entry) {
        boolean room = entry instanceof StoreRecord.Ended || queue.size() < forAll;
        if (!room || !queue.offer(entry)) {
            return OfferResult.BACK_PRESSURED;
        }
        // asked first: an atomic change for each record would cost more than the offer
        if (idle.get() && idle.compareAndSet(true, false)) {
            LockSupport.unpark(reader);
        }
        return OfferResult.ACCEPTED;
    }

    /** Waits until something is offered, somebody wakes it, or the time is over; the reader. */
    void await(long limitNs) {
        reader = Thread.currentThread();
        idle.set(true);
        if (queue.isEmpty()) {
            LockSupport.parkNanos(limitNs);
        }
        idle.set(false);
    }

    /** Waits though there may be something; ended by {@link #wake} alone. The reader. */
    void pause(long ns) {
        reader = Thread.currentThread();
        LockSupport.parkNanos(ns);
    }

    /** Ends a wait. */
    void wake() {
        LockSupport.unpark(reader);
    }

    /** Moves what is there, at most so many; the reader. */
    void take(List<StoreRecord> to, int most) {
        queue.drain(to::add, most);
    }

    int size() {
        return queue.size();
    }
}
