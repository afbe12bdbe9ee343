/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import dev.sidetone.media.inbox.WorkerInbox;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A worker's thread while it waits between cycles, and who may end the wait. With {@code
 * wakeOnOffer} the first offer from another thread does; without, only I/O, as the loop is set up,
 * and the next cycle.
 */
final class WorkerRest {
    private static final long NO_THREAD = -1;

    private final WorkerIo io;
    private final boolean wakeOnOffer;
    private final CyclePace pace;
    private final AtomicBoolean resting = new AtomicBoolean();
    private volatile long ownThreadId = NO_THREAD;

    WorkerRest(WorkerIo io, WorkerConfig config) {
        this.io = io;
        this.wakeOnOffer = config.wakeOnOffer();
        // one that is woken for what it waits for needs no haste
        this.pace =
                new CyclePace(
                        config.cycleNs(), wakeOnOffer ? config.cycleNs() : config.answerCycleNs());
    }

    CyclePace pace() {
        return pace;
    }

    void bindToCurrentThread() {
        ownThreadId = Thread.currentThread().threadId();
    }

    long threadId() {
        return ownThreadId;
    }

    boolean isOwnThread() {
        return Thread.currentThread().threadId() == ownThreadId;
    }

    /**
     * Waits for the next cycle, unless the last, which was begun and done within {@code workedNs},
     * left a backlog, or something is in the inbox and is to be handled at once; the worker only.
     */
    void rest(long workedNs, boolean backlog, WorkerInbox inbox) {
        pace.worked(workedNs);
        if (backlog) {
            return;
        }
        long restNs = pace.cycleNs() - workedNs;
        if (restNs <= 0) {
            return;
        }
        if (!wakeOnOffer) {
            io.await(restNs);
            return;
        }
        resting.set(true);
        // A producer that claimed its slot before it could see the flag shows in the ring's cursor.
        if (!inbox.hasWaiting()) {
            io.await(restNs);
        }
        resting.set(false);
    }

    /**
     * Something was offered; any thread. Of many offers in one wait only the first pays for a
     * wakeup.
     */
    void onOffered() {
        if (wakeOnOffer && resting.get() && !isOwnThread() && resting.compareAndSet(true, false)) {
            io.wakeup();
        }
    }
}
