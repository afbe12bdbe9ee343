/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.store.CallHead;
import dev.sidetone.server.store.CallQuery;
import dev.sidetone.server.store.CallUsage;
import dev.sidetone.server.store.MrlSummary;
import dev.sidetone.server.store.StoreRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A store that runs, and what it said is kept. */
final class StoreRig implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long LIMIT_NS = 60_000_000_000L;

    final SharedCounters counters = new SharedCounters();
    final Set<Long> stored = ConcurrentHashMap.newKeySet();
    final SqliteStore store;

    private StoreRig(SqliteStore store) {
        this.store = store;
        store.start(counters, call -> stored.add(call.key()));
    }

    static StoreRig open(Path file) throws StoreProblem {
        return open(new SqliteStore.Settings(file, Duration.ZERO, 0, 1024), Clock.systemUTC());
    }

    static StoreRig open(SqliteStore.Settings settings, Clock clock) throws StoreProblem {
        return new StoreRig(SqliteStore.open(settings, clock));
    }

    static Connection beside(Path file) throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    static CallHead head(long key) {
        return head(key, key % 2 == 0 ? "desk" : "echo");
    }

    static CallHead head(long key, String agent) {
        return new CallHead(key, "CA" + key, agent, "twilio", START.plusSeconds(key));
    }

    static StoreRecord.Ended end(CallHead call, Termination.Reason reason) {
        return new StoreRecord.Ended(
                call,
                Termination.of(reason),
                1500,
                new CallUsage(75, 900, 20, 40),
                new MrlSummary(500.0, 900.0, 901.0));
    }

    static TurnRecord turn(CallHead call, int number, @Nullable String words) {
        return new TurnRecord(
                call.callId(),
                number,
                call.transport(),
                words,
                "agent says",
                "agent",
                1200.5,
                null,
                null,
                801.25,
                400.0,
                null,
                10.0,
                20.0,
                30.0,
                40.0,
                50.0,
                true,
                120.0,
                null,
                new TurnRecord.Providers("deepgram", "openai", null));
    }

    OfferResult keep(CallHead call, Termination.Reason reason) {
        return store.offer(end(call, reason));
    }

    /** Keeps calls of these keys and waits until they are. */
    void keepAll(long from, long to) {
        for (long key = from; key <= to; key++) {
            CallHead call = head(key);
            store.offer(new StoreRecord.Started(call));
            keep(
                    call,
                    key % 3 == 0 ? Termination.Reason.NO_MEDIA : Termination.Reason.CALLER_HUNG_UP);
        }
        await("calls kept", () -> stored.contains(to));
    }

    List<Long> kept(CallQuery query) throws Exception {
        return store.calls().page(query).stream().map(row -> row.call().key()).toList();
    }

    long count(MediaCounter counter) {
        return counters.get(counter);
    }

    static void await(String what, BooleanSupplier fact) {
        long startNs = System.nanoTime();
        while (!fact.getAsBoolean()) {
            if (System.nanoTime() - startNs > LIMIT_NS) {
                throw new AssertionError("waited in vain: " + what);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
