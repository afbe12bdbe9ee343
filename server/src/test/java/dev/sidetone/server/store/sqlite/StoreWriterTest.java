/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.orchestrator.link.Termination;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The thread that writes, where something else than the file fails. */
@Tag("unit")
@Timeout(120)
final class StoreWriterTest {
    @TempDir private Path folder = Path.of("");

    private final SharedCounters counters = new SharedCounters();
    private final Set<Long> stored = ConcurrentHashMap.newKeySet();

    @Test
    void shouldGoOnAfterAFaultOfOurOwnInTheDeletionOfOldCalls() throws Exception {
        try (SqliteFile file = SqliteFile.open(folder.resolve("calls.db"))) {
            StoreWriter writer =
                    new StoreWriter(
                            new StoreQueue(64),
                            file.connect(),
                            new Retention(Duration.ofDays(1), new BrokenClock()),
                            counters,
                            call -> stored.add(call.key()));
            writer.start();
            StoreRig.await("a fault", () -> counters.get(MediaCounter.STORE_WRITES_FAILED) > 0);
            writer.offer(StoreRig.end(StoreRig.head(1), Termination.Reason.CALLER_HUNG_UP));
            StoreRig.await("stored", () -> stored.contains(1L));
            writer.close();
        }
    }

    /** Does not tell the time. */
    private static final class BrokenClock extends Clock {
        @Override
        public Instant instant() {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
