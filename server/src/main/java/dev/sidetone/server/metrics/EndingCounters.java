/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.metrics;

import dev.sidetone.media.metrics.CounterStore;
import dev.sidetone.orchestrator.link.Termination;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.agrona.concurrent.status.AtomicCounter;

/** How calls ended, and media sockets that never became one, by reason. Any thread; never full. */
public final class EndingCounters {
    private final Map<Termination.Reason, AtomicCounter> endings =
            new EnumMap<>(Termination.Reason.class);

    /** In memory of their own. */
    public EndingCounters() {
        this(CounterStore.inMemory(capacity()));
    }

    /** In {@code store} as {@code terminations.reason}. */
    public EndingCounters(CounterStore store) {
        for (Termination.Reason reason : Termination.Reason.values()) {
            endings.put(
                    reason, store.add("terminations." + reason.word(), CounterStore.Kind.COUNTER));
        }
    }

    /** Places they take in a store. */
    public static int capacity() {
        return Termination.Reason.values().length;
    }

    /** Counts one end. */
    public void increment(Termination.Reason reason) {
        of(reason).increment();
    }

    /** Ends so far for this reason. */
    public long count(Termination.Reason reason) {
        return of(reason).get();
    }

    private AtomicCounter of(Termination.Reason reason) {
        return Objects.requireNonNull(endings.get(reason));
    }
}
