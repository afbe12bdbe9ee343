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
 * that stands still. Any thread but a worker's asks, as often as it likes; each time a worker
 * becomes stuck is counted once.
 */
public final class WorkerWatchdog {
    private static final int MOVING = 0;
    private static final int STUCK = 1;

    private final List<MediaWorker> workers;
    private final long stuckAfterNs;
    private final NanoClock clock;
    private final Counters counters;
    private final AtomicIntegerArray states;

    /**
     * Watches the workers.
     *
     * @param stuckAfterNs a cycle may take this long
     * @param clock the workers' clock
     * @param counters any thread writes it
     */
    public WorkerWatchdog(
            List<MediaWorker> workers, long stuckAfterNs, NanoClock clock, Counters counters) {
        this.workers = List.copyOf(workers);
        this.stuckAfterNs = stuckAfterNs;
        this.clock = clock;
        this.counters = counters;
        this.states = new AtomicIntegerArray(this.workers.size());
    }

    /**
     * Looks at every running worker; returns the indexes of those that are stuck now, none when all
     * is well.
     */
    public List<Integer> stuckWorkers() {
        List<Integer> stuck = new ArrayList<>();
        for (int i = 0; i < workers.size(); i++) {
            if (isStuck(workers.get(i))) {
                stuck.add(i);
                if (states.compareAndSet(i, MOVING, STUCK)) {
                    counters.increment(MediaCounter.WORKER_STUCK);
                }
            } else {
                states.set(i, MOVING);
            }
        }
        return stuck;
    }

    private boolean isStuck(MediaWorker worker) {
        return worker.isRunning() && clock.nanoTime() - worker.lastCycleNs() > stuckAfterNs;
    }
}
