/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import dev.sidetone.media.inbox.InboxHandler;
import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.inbox.WorkerInbox;
import dev.sidetone.media.metrics.LatencyPoint;
import dev.sidetone.media.metrics.WorkerLatency;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.NanoClock;

/**
 * One pass over a worker's inbox: hands slots to their calls, until the inbox is empty, the slot
 * limit is reached or the time is up, so that I/O and timers are never kept waiting by a backlog.
 * Worker thread only.
 */
final class InboxPass implements InboxHandler {
    /** Looking at the clock costs about as much as routing a slot. */
    private static final int SLOTS_PER_CLOCK_LOOK = 16;

    private final WorkerConfig config;
    private final NanoClock clock;
    private final CallRoster calls;
    private final WorkerLatency latency;
    private final ErrorHandler onTaskFault;
    private long nowNs;
    private int slots;
    private boolean cutShort;

    InboxPass(
            WorkerConfig config,
            NanoClock clock,
            CallRoster calls,
            WorkerLatency latency,
            ErrorHandler onTaskFault) {
        this.config = config;
        this.clock = clock;
        this.calls = calls;
        this.latency = latency;
        this.onTaskFault = onTaskFault;
    }

    /** Runs a pass; returns how many slots were handled. */
    int run(WorkerInbox inbox, long passNowNs) {
        nowNs = passNowNs;
        slots = 0;
        cutShort = false;
        return inbox.drain(this);
    }

    /** True when the last pass stopped at a limit and slots may be left. */
    boolean wasCutShort() {
        return cutShort;
    }

    @Override
    public boolean onSlot(InboxSlot slot) {
        // Another thread may stamp its slot after this pass took its time.
        latency.record(LatencyPoint.INBOX_WAIT, Math.max(0, nowNs - slot.arrivalNs()));
        if (slot.isForWorker()) {
            run((Runnable) slot.fact());
        } else {
            calls.onSlot(slot, nowNs);
        }
        slots++;
        cutShort =
                slots >= config.drainLimit() || (slots % SLOTS_PER_CLOCK_LOOK == 0 && isTimeUp());
        return !cutShort;
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            onTaskFault.onError(e);
        }
    }

    private boolean isTimeUp() {
        return clock.nanoTime() - nowNs >= config.passNs();
    }
}
