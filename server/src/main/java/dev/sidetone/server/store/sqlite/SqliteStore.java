/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.store.CallStore;
import dev.sidetone.server.store.StoreRecord;
import dev.sidetone.server.store.StoreStatus;
import dev.sidetone.server.store.StoredCalls;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Calls in one SQLite file: one connection and thread that write, one that read. Opened, started
 * and closed by the composition root; offers and status from any thread, none of them waits.
 */
public final class SqliteStore implements CallStore {
    private static final String KIND = "sqlite";
    private static final long MEGABYTE = 1 << 20;

    private final SqliteFile file;
    private final Settings settings;
    private final Clock clock;
    private final StoreQueue queue;
    private final Connection writing;
    private final CallReader reader;
    private final long lastKey;
    private @Nullable StoreWriter writer;

    /**
     * How a store is kept.
     *
     * @param retention age at which calls are deleted; zero for never
     * @param maxMb greatest size; 0 for none
     * @param queueSlots records that may wait to be written
     */
    public record Settings(Path file, Duration retention, int maxMb, int queueSlots) {}

    private SqliteStore(
            SqliteFile file, Settings settings, Clock clock, Connection writing, CallReader reader)
            throws SQLException {
        this.file = file;
        this.settings = settings;
        this.clock = clock;
        this.writing = writing;
        this.reader = reader;
        this.queue = new StoreQueue(settings.queueSlots());
        this.lastKey = prepare();
    }

    /**
     * Opens a file as {@link #open} does and closes it again; no thread is started.
     *
     * @throws StoreProblem when it cannot be used; says why and what to do
     */
    public static void check(Path file) throws StoreProblem {
        SqliteFile.open(file).close();
    }

    /**
     * Opens the file, and makes it where there is none.
     *
     * @throws StoreProblem when it cannot be used; says why and what to do
     */
    public static SqliteStore open(Settings settings, Clock clock) throws StoreProblem {
        SqliteFile file = SqliteFile.open(settings.file());
        Connection writing = null;
        CallReader reader = null;
        try {
            writing = file.connect();
            reader = new CallReader(file.connect());
            return new SqliteStore(file, settings, clock, writing, reader);
        } catch (SQLException failed) {
            close(writing, reader, file);
            throw new StoreProblem(
                    SqliteFile.named(
                            file.path(),
                            SqliteFault.of(failed).says() + " (" + SqliteFile.told(failed) + ")"),
                    failed);
        }
    }

    private static void close(
            @Nullable Connection writing, @Nullable CallReader reader, SqliteFile file) {
        if (reader != null) {
            reader.close();
        }
        if (writing != null) {
            try {
                writing.close();
            } catch (SQLException ignored) {
                // it is given up in any case
            }
        }
        file.close();
    }

    /** Ends what an earlier process left open, bounds the file, and finds the last key. */
    private long prepare() throws SQLException {
        try (Statement statement = writing.createStatement()) {
            Termination.Reason unseen = Termination.Reason.END_UNRECORDED;
            statement.executeUpdate(
                    "UPDATE calls SET result = '"
                            + unseen.result().word()
                            + "', reason = '"
                            + unseen.word()
                            + "' WHERE result IS NULL");
            // not before: a file that has reached its bound must still open
            if (settings.maxMb() > 0) {
                long pageBytes = number(statement, "PRAGMA page_size");
                long pages = settings.maxMb() * MEGABYTE / pageBytes;
                statement.execute("PRAGMA max_page_count = " + pages);
            }
            return number(statement, "SELECT COALESCE(MAX(call_key), 0) FROM calls");
        }
    }

    private static long number(Statement statement, String question) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void start(Counters counters, Listener listener) {
        try {
            writer =
                    new StoreWriter(
                            queue,
                            writing,
                            new Retention(settings.retention(), clock),
                            counters,
                            listener);
        } catch (SQLException failed) {
            throw new IllegalStateException("the store's statements do not fit its file", failed);
        }
        writer.start();
    }

    @Override
    public OfferResult offer(StoreRecord entry) {
        return Objects.requireNonNull(writer).offer(entry);
    }

    @Override
    public long lastKey() {
        return lastKey;
    }

    @Override
    public StoredCalls calls() {
        return reader;
    }

    @Override
    public StoreStatus status() {
        StoreWriter started = writer;
        SqliteFault failing = started == null ? null : started.failing();
        return new StoreStatus(
                KIND,
                failing == null ? StoreStatus.OK : StoreStatus.FAILING,
                failing == null ? null : failing.word(),
                queue.size(),
                file.bytes());
    }

    @Override
    public void close() {
        StoreWriter started = writer;
        if (started != null) {
            started.close();
        }
        close(started == null ? writing : null, reader, file);
    }
}
