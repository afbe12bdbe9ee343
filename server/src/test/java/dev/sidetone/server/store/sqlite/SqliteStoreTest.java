/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.store.CallCursor;
import dev.sidetone.server.store.CallHead;
import dev.sidetone.server.store.CallQuery;
import dev.sidetone.server.store.CallRow;
import dev.sidetone.server.store.StoreRecord;
import dev.sidetone.server.store.StoreStatus;
import dev.sidetone.server.testing.SetClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
@Timeout(120)
final class SqliteStoreTest {
    @TempDir private Path folder = Path.of("");

    private Path file() {
        return folder.resolve("calls.db");
    }

    @Test
    void shouldTellAfterARestartWhatItKept() throws Exception {
        CallHead call = StoreRig.head(7, "desk");
        List<TurnRecord> turns =
                List.of(StoreRig.turn(call, 0, null), StoreRig.turn(call, 1, "zwölf Uhr"));
        try (StoreRig rig = StoreRig.open(file())) {
            rig.store.offer(new StoreRecord.Started(call));
            turns.forEach(turn -> rig.store.offer(new StoreRecord.Turn(call, turn)));
            rig.keep(call, Termination.Reason.CALLER_HUNG_UP);
            StoreRig.await("stored", () -> rig.stored.contains(7L));
            assertThat(rig.store.lastKey()).isZero();
        }
        try (StoreRig rig = StoreRig.open(file())) {
            assertThat(rig.store.lastKey()).isEqualTo(7);
            CallRow row = rig.store.calls().find("CA7").orElseThrow();
            assertThat(row)
                    .isEqualTo(
                            new CallRow(
                                    call,
                                    new CallRow.End("success", "caller_hung_up", null, 1500L, 75L),
                                    2,
                                    901.0,
                                    true));
            assertThat(rig.store.calls().turns(row, 500)).isEqualTo(turns);
            assertThat(rig.store.calls().turns(row, 1)).containsExactly(turns.getLast());
            assertThat(rig.store.calls().find("CA8")).isEmpty();
        }
    }

    @Test
    void shouldSayThatNobodySawTheEndOfACallWhoseServerDied() throws Exception {
        try (StoreRig rig = StoreRig.open(file())) {
            rig.store.offer(new StoreRecord.Started(StoreRig.head(1)));
        }
        try (StoreRig rig = StoreRig.open(file())) {
            CallRow.End end = rig.store.calls().find("CA1").orElseThrow().end();
            assertThat(end)
                    .isEqualTo(
                            new CallRow.End("indeterminate", "end_unrecorded", null, null, null));
        }
    }

    @Test
    void shouldOpenAFileThatIsFullOfCallsWhoseServerDied() throws Exception {
        var settings = new SqliteStore.Settings(file(), Duration.ZERO, 1, 4096);
        try (StoreRig rig = StoreRig.open(settings, java.time.Clock.systemUTC())) {
            for (long key = 1; !rig.store.status().failing(); key++) {
                rig.store.offer(new StoreRecord.Started(StoreRig.head(key)));
            }
            assertThat(rig.store.status().problem()).isEqualTo("full");
        }
        try (StoreRig rig = StoreRig.open(settings, java.time.Clock.systemUTC())) {
            assertThat(rig.kept(CallQuery.newest(1))).containsExactly(rig.store.lastKey());
        }
    }

    @Test
    void shouldTellOfTheLastCallWhereAnIdCameAgain() throws Exception {
        try (StoreRig rig = StoreRig.open(file())) {
            for (long key : new long[] {1, 2}) {
                CallHead call = new CallHead(key, "CA", "a" + key, "twilio", StoreRig.START);
                rig.keep(call, Termination.Reason.CALLER_HUNG_UP);
            }
            StoreRig.await("stored", () -> rig.stored.contains(2L));
            assertThat(rig.store.calls().find("CA").orElseThrow().call().agent()).isEqualTo("a2");
        }
    }

    @Test
    void shouldPageThroughAllCallsOnceNewestFirst() throws Exception {
        try (StoreRig rig = StoreRig.open(file())) {
            rig.keepAll(1, 25);
            List<Long> seen = new ArrayList<>();
            CallCursor after = null;
            do {
                List<CallRow> page = rig.store.calls().page(query(null, null, after, 10));
                page.forEach(row -> seen.add(row.call().key()));
                after = page.isEmpty() ? null : page.getLast().cursor();
            } while (after != null);
            List<Long> all = new ArrayList<>();
            for (long key = 25; key >= 1; key--) {
                all.add(key);
            }
            assertThat(seen).isEqualTo(all);
        }
    }

    @Test
    void shouldFilterByAgentOutcomeAndTime() throws Exception {
        try (StoreRig rig = StoreRig.open(file())) {
            rig.keepAll(1, 12);
            assertThat(rig.kept(query("desk", null, null, 3))).containsExactly(12L, 10L, 8L);
            assertThat(rig.kept(query(null, "no_media", null, 100)))
                    .containsExactly(12L, 9L, 6L, 3L);
            assertThat(rig.kept(query("desk", "no_media", null, 100))).containsExactly(12L, 6L);
            CallQuery times =
                    new CallQuery(
                            StoreRig.START.plusSeconds(4),
                            StoreRig.START.plusSeconds(6).plusNanos(1),
                            null,
                            "success",
                            null,
                            null,
                            null,
                            100);
            assertThat(rig.kept(times)).containsExactly(5L, 4L);
        }
    }

    @Test
    void shouldDeleteOldCallsWithTheirTurnsAndCountThem() throws Exception {
        SetClock clock = new SetClock();
        clock.advance(Duration.between(clock.instant(), StoreRig.START.plus(Duration.ofHours(10))));
        var settings = new SqliteStore.Settings(file(), Duration.ofHours(10), 0, 4096);
        try (StoreRig rig = StoreRig.open(settings, clock)) {
            CallHead old = StoreRig.head(1);
            rig.store.offer(new StoreRecord.Turn(old, StoreRig.turn(old, 0, "words")));
            rig.keepAll(1, 2L * Retention.AT_A_TIME + 50);
            clock.advance(Duration.ofSeconds(411));
            StoreRig.await("expired", () -> rig.count(MediaCounter.STORE_EXPIRED) == 410);
            assertThat(rig.kept(CallQuery.newest(1000))).hasSize(40).contains(450L, 411L);
        }
        try (Connection beside = StoreRig.beside(file());
                Statement statement = beside.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM turns")) {
            assertThat(row.getInt(1)).isZero();
        }
    }

    @Test
    void shouldGiveTheSpaceOfDeletedCallsBackAndLeaveNoneOfTheirWords() throws Exception {
        SetClock clock = new SetClock();
        clock.advance(Duration.between(clock.instant(), StoreRig.START));
        var settings = new SqliteStore.Settings(file(), Duration.ofHours(10), 0, 4096);
        try (StoreRig rig = StoreRig.open(settings, clock)) {
            long emptyPages = pages();
            for (long key = 1; key <= 2L * Retention.AT_A_TIME; key++) {
                CallHead call = StoreRig.head(key);
                rig.store.offer(new StoreRecord.Turn(call, StoreRig.turn(call, 0, "top secret")));
            }
            rig.keepAll(1, 2L * Retention.AT_A_TIME);
            assertThat(fileAndJournal()).contains("top secret");
            assertThat(pages()).isGreaterThan(2 * emptyPages);
            clock.advance(Duration.ofHours(11));
            StoreRig.await("given back", () -> pages() <= emptyPages + 2);
            StoreRig.await("no words left", () -> !fileAndJournal().contains("top secret"));
            assertThat(rig.store.status().failing()).isFalse();
        }
    }

    private long pages() {
        try (Connection beside = StoreRig.beside(file());
                Statement statement = beside.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA page_count")) {
            return row.getLong(1);
        } catch (Exception unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private String fileAndJournal() {
        try {
            return Files.readString(file(), StandardCharsets.ISO_8859_1)
                    + Files.readString(folder.resolve("calls.db-wal"), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void shouldKeepWhatCameWhileAnotherHeldTheFile() throws Exception {
        try (StoreRig rig = StoreRig.open(file())) {
            rig.keepAll(1, 3);
            try (Connection other = StoreRig.beside(file());
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                rig.keep(StoreRig.head(4), Termination.Reason.CALLER_HUNG_UP);
                StoreRig.await("failing", () -> rig.store.status().failing());
                assertThat(rig.store.status().problem()).isEqualTo("locked");
                rig.keep(StoreRig.head(5), Termination.Reason.CALLER_HUNG_UP);
                assertThat(rig.stored).doesNotContain(4L, 5L);
                assertThat(rig.kept(CallQuery.newest(10))).as("read").containsExactly(3L, 2L, 1L);
                statement.execute("COMMIT");
            }
            StoreRig.await("resumed", () -> rig.stored.contains(5L));
            assertThat(rig.kept(CallQuery.newest(10))).containsExactly(5L, 4L, 3L, 2L, 1L);
            StoreRig.await("well again", () -> !rig.store.status().failing());
            assertThat(rig.store.status().state()).isEqualTo(StoreStatus.OK);
            assertThat(rig.count(MediaCounter.STORE_WRITES_FAILED)).isPositive();
            assertThat(rig.count(MediaCounter.STORE_REFUSED)).isZero();
        }
    }

    @Test
    void shouldRefuseAndCountWhileThereIsNoRoomAndGoOnWhenThereIs() throws Exception {
        var settings = new SqliteStore.Settings(file(), Duration.ZERO, 1, 64);
        try (StoreRig rig = StoreRig.open(settings, java.time.Clock.systemUTC())) {
            long key = 0;
            String words = "w".repeat(100_000);
            while (!rig.store.status().failing()) {
                CallHead call = StoreRig.head(++key);
                rig.store.offer(new StoreRecord.Turn(call, StoreRig.turn(call, 0, words)));
                rig.keep(call, Termination.Reason.CALLER_HUNG_UP);
                long last = key;
                StoreRig.await(
                        "kept or full",
                        () -> rig.stored.contains(last) || rig.store.status().failing());
            }
            assertThat(rig.store.status().problem()).isEqualTo("full");
            List<Long> acknowledged = List.copyOf(rig.stored);
            OfferResult taken = OfferResult.ACCEPTED;
            for (int i = 0; taken == OfferResult.ACCEPTED && i < 1000; i++) {
                taken = rig.keep(StoreRig.head(++key), Termination.Reason.NO_MEDIA);
            }
            assertThat(taken).isEqualTo(OfferResult.BACK_PRESSURED);
            assertThat(rig.count(MediaCounter.STORE_REFUSED)).isEqualTo(1);
            try (Connection room = StoreRig.beside(file());
                    Statement statement = room.createStatement()) {
                statement.execute("DELETE FROM turns");
            }
            long lastTaken = key - 1;
            StoreRig.await("resumed", () -> rig.stored.contains(lastTaken));
            assertThat(rig.kept(CallQuery.newest(1000)))
                    .hasSize((int) lastTaken)
                    .containsAll(acknowledged);
            assertThat(rig.count(MediaCounter.STORE_RECORDS_BROKEN)).isZero();
            assertThat(rig.count(MediaCounter.STORE_REFUSED)).as("nothing but that").isEqualTo(1);
        }
    }

    @Test
    void shouldDropARecordThatDoesNotFitAndKeepItsNeighbours() throws Exception {
        try (StoreRig rig = StoreRig.open(file())) {
            rig.keep(StoreRig.head(1), Termination.Reason.CALLER_HUNG_UP);
            rig.keep(nameless(), Termination.Reason.CALLER_HUNG_UP);
            rig.keep(StoreRig.head(3), Termination.Reason.CALLER_HUNG_UP);
            StoreRig.await("stored", () -> rig.stored.contains(3L));
            assertThat(rig.stored).containsExactlyInAnyOrder(1L, 3L);
            assertThat(rig.count(MediaCounter.STORE_RECORDS_BROKEN)).isEqualTo(1);
        }
    }

    @SuppressWarnings("NullAway") // what the types forbid is what is tried
    private static CallHead nameless() {
        return new CallHead(2, null, "echo", "twilio", StoreRig.START);
    }

    private static CallQuery query(
            @Nullable String agent,
            @Nullable String reason,
            @Nullable CallCursor after,
            int limit) {
        return new CallQuery(null, null, agent, null, reason, null, after, limit);
    }
}
