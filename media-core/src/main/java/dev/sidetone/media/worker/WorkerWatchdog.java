/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.agrona.concurrent.NanoClock;

/**
 * Finds workers whose duty cycle no longer ends: a call that loops, a hook that blocks, a machine
 * that stands still. It has no thread: any but a worker's asks, as often as it likes. Each time a
 * worker becomes stuck, and each time it moves again, is counted and told once, on the thread that
 * found it.
 */
public final class WorkerWatchdog {
    private static final int MOVING = 0;
    private static final int STUCK = 1;

    private final List<MediaWorker> workers;
    private final long stuckAfterNs;
    private final NanoClock clock;
    private final Counters counters;
    private final Listener listener;
    private final AtomicIntegerArray states;

    /** Hears of changes; on the thread that asked the watchdog, which may be any two at a time. */
    public interface Listener {

        /**
         * A worker became stuck.
         *
         * @param sinceNs time since its last cycle ended
         */
        void onStuck(int worker, long sinceNs);

        /** A worker that was stuck has ended a cycle, or was closed. */
        void onMoving(int worker);
    }

    /**
     * Watches the workers.
     *
     * @param stuckAfterNs a cycle may take this long
     * @param clock the workers' clock
     * @param counters any thread writes it
     */
    public WorkerWatchdog(
            List<MediaWorker> workers,
            long stuckAfterNs,
            NanoClock clock,
            Counters counters,
            Listener listener) {
        this.workers = List.copyOf(workers);
        this.stuckAfterNs = stuckAfterNs;
        this.clock = clock;
        this.counters = counters;
        this.listener = listener;
        this.states = new AtomicIntegerArray(this.workers.size());
    }

    /**
     * Looks at every running worker; returns the indexes of those that are stuck now, none when all
     * is well.
     */
    public List<Integer> stuckWorkers() {
        List<Integer> stuck = new ArrayList<>();
        for (int i = 0; i < workers.size(); i++) {
            MediaWorker worker = workers.get(i);
            long sinceNs = worker.isRunning() ? clock.nanoTime() - worker.lastCycleNs() : 0;
            if (sinceNs > stuckAfterNs) {
                stuck.add(i);
                if (states.compareAndSet(i, MOVING, STUCK)) {
                    counters.increment(MediaCounter.WORKER_STUCK);
                    listener.onStuck(i, sinceNs);
                }
            } else if (states.compareAndSet(i, STUCK, MOVING)) {
                counters.increment(MediaCounter.WORKER_RECOVERED);
                listener.onMoving(i);
            }
        }
        return stuck;
    }
}
