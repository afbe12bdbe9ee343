/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.metrics;

import dev.sidetone.media.metrics.LatencyTotals;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;

/**
 * The one way to the workers' latencies: a recorder's interval can be read once only, so whoever
 * reads takes turns here and sees the same totals. Any thread but a worker's.
 */
public final class LatencyReadings {
    private final LatencyTotals totals;
    private final NanoClock clock;
    private final ReentrantLock reading = new ReentrantLock();

    public LatencyReadings(LatencyTotals totals, NanoClock clock) {
        this.totals = totals;
        this.clock = clock;
    }

    /** Brings the totals up to now and shows them; they must not be kept. */
    public void read(Consumer<LatencyTotals> reader) {
        reading.lock();
        try {
            totals.collect(clock.nanoTime());
            reader.accept(totals);
        } finally {
            reading.unlock();
        }
    }
}
