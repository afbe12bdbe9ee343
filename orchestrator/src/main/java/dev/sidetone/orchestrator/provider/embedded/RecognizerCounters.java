/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What {@link RecognizerStats} is read from. Written by workers and decoder threads. */
final class RecognizerCounters {

    final LongAdder requested = new LongAdder();
    final LongAdder decoded = new LongAdder();
    final LongAdder notUnderstood = new LongAdder();
    final LongAdder superseded = new LongAdder();
    final LongAdder cancelled = new LongAdder();
    final LongAdder overloaded = new LongAdder();
    final LongAdder late = new LongAdder();
    final LongAdder broken = new LongAdder();
    final LongAdder unbuilt = new LongAdder();
    final LongAdder rejected = new LongAdder();
    final LongAdder compiledLate = new LongAdder();
    final LongAdder droppedBytes = new LongAdder();
    final LongAdder busyNs = new LongAdder();

    /** Decoders that can be used now. */
    final AtomicInteger standing = new AtomicInteger();

    RecognizerStats snapshot() {
        return new RecognizerStats(
                requested.sum(),
                decoded.sum(),
                notUnderstood.sum(),
                superseded.sum(),
                cancelled.sum(),
                overloaded.sum(),
                late.sum(),
                broken.sum(),
                unbuilt.sum(),
                rejected.sum(),
                compiledLate.sum(),
                droppedBytes.sum(),
                busyNs.sum(),
                standing.get());
    }
}
