/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.lifecycle;

import dev.sidetone.media.worker.WorkerWatchdog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the watchdog look once a second, whether or not anybody asks for health, and logs one line
 * when a worker stands still and one when it moves again. The rounds are made by one thread that is
 * no worker's; the log lines come from whichever thread saw it first.
 */
public final class WorkerWatch implements WorkerWatchdog.Listener {
    /** Well below the time after which a worker counts as stuck. */
    static final long EVERY_MS = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(WorkerWatch.class);

    private long lastMs = Long.MIN_VALUE;

    /** Has it look when it is time again; cheap to call often. */
    public void round(WorkerWatchdog watchdog, long nowMs) {
        // wall-clock time: one that was set back must not silence the watch
        if (nowMs >= lastMs && nowMs - EVERY_MS < lastMs) {
            return;
        }
        lastMs = nowMs;
        watchdog.stuckWorkers();
    }

    @Override
    public void onStuck(int worker, long sinceNs) {
        LOG.error(
                "worker {} stands still: no cycle ended for {} ms; its calls are silent and the server is not ready",
                worker,
                sinceNs / 1_000_000);
    }

    @Override
    public void onMoving(int worker) {
        LOG.warn("worker {} moves again", worker);
    }
}
