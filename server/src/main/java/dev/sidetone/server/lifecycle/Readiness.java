/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.lifecycle;

import java.util.concurrent.atomic.AtomicReference;

/** Whether the server takes calls: it starts, is ready, drains, and never goes back. Any thread. */
public final class Readiness {
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);

    /** Where the server stands in its life. */
    public enum Phase {
        /** Warming up. */
        STARTING,
        /** Takes calls. */
        READY,
        /** Takes no more calls; those that run may end. */
        DRAINING
    }

    public Phase phase() {
        return phase.get();
    }

    /** Warm-up is done; does nothing when a drain began before. */
    public void ready() {
        phase.compareAndSet(Phase.STARTING, Phase.READY);
    }

    public void drain() {
        phase.set(Phase.DRAINING);
    }
}
