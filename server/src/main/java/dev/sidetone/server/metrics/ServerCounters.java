/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.metrics;

import dev.sidetone.orchestrator.link.Termination;
import java.util.concurrent.atomic.LongAdder;

/** The server's own counters, and the ends of calls by reason. Any thread; never full. */
public final class ServerCounters {
    private final LongAdder[] counts = adders(ServerCounter.values().length);
    private final LongAdder[] endings = adders(Termination.Reason.values().length);

    private static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        for (int i = 0; i < count; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }

    public void increment(ServerCounter counter) {
        counts[counter.ordinal()].increment();
    }

    public long value(ServerCounter counter) {
        return counts[counter.ordinal()].sum();
    }

    /** Counts the end of a call, or of a media socket that never became one. */
    public void ended(Termination.Reason reason) {
        endings[reason.ordinal()].increment();
    }

    public long endings(Termination.Reason reason) {
        return endings[reason.ordinal()].sum();
    }
}
