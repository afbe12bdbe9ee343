/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.lifecycle;

import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.call.CallAdmission;
import dev.sidetone.server.call.CallDirectory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Empties a server of calls: nobody new is admitted, running calls may end by themselves for a
 * while, the rest is ended as drained. Runs on the thread that stops the server.
 */
public final class CallDrain {
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(10);

    /**
     * A call that is told to end needs a cycle or two; a worker that is stuck must not hold up the
     * process.
     */
    private static final Duration ENDING = Duration.ofSeconds(2);

    private final Readiness readiness;
    private final CallAdmission admission;
    private final CallDirectory directory;

    public CallDrain(Readiness readiness, CallAdmission admission, CallDirectory directory) {
        this.readiness = readiness;
        this.admission = admission;
        this.directory = directory;
    }

    /** Drains; returns how many calls had to be ended. */
    public int run(Duration drainTime) {
        readiness.drain();
        admission.drain();
        if (emptyWithin(drainTime)) {
            return 0;
        }
        int left = directory.liveCalls();
        directory.endAll(Termination.of(Termination.Reason.DRAINED, "the server is shutting down"));
        emptyWithin(ENDING);
        return left;
    }

    private boolean emptyWithin(Duration wait) {
        long deadlineNs = System.nanoTime() + wait.toNanos();
        while (directory.liveCalls() > 0) {
            if (System.nanoTime() - deadlineNs >= 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NS);
        }
        return true;
    }
}
