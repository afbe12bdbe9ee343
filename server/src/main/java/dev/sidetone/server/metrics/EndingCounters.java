/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.metrics;

import dev.sidetone.orchestrator.link.Termination;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How calls ended, and media sockets that never became one, by reason. Any thread; never full. */
public final class EndingCounters {
    private final Map<Termination.Reason, LongAdder> endings =
            new EnumMap<>(Termination.Reason.class);

    public EndingCounters() {
        for (Termination.Reason reason : Termination.Reason.values()) {
            endings.put(reason, new LongAdder());
        }
    }

    /** Counts one end. */
    public void increment(Termination.Reason reason) {
        of(reason).increment();
    }

    /** Ends so far for this reason. */
    public long count(Termination.Reason reason) {
        return of(reason).sum();
    }

    private LongAdder of(Termination.Reason reason) {
        return java.util.Objects.requireNonNull(endings.get(reason));
    }
}
