/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.server.store.CallHead;
import dev.sidetone.server.store.CallQuery;
import dev.sidetone.server.store.CallRow;
import dev.sidetone.server.store.StoreUnavailable;
import dev.sidetone.server.store.StoredCalls;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions on one thread and connection of its own, {@code store-reader}: SQLite is native
 * code, and a question asked on a virtual thread would hold the carrier of others. When full: the
 * question is refused at once.
 */
final class CallReader implements StoredCalls, AutoCloseable {
    private static final int WAITING = 64;
    private static final long LIMIT_MS = 5000;

    private static final String CALLS =
            "SELECT c.*, (SELECT COUNT(*) FROM turns t WHERE t.call_key = c.call_key) AS turns"
                    + " FROM calls c WHERE c.result IS NOT NULL";

    private final Connection connection;
    private final ThreadPoolExecutor thread;

    CallReader(Connection connection) {
        this.connection = connection;
        this.thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(WAITING),
                        Thread.ofPlatform().name("store-reader").daemon(true).factory());
    }

    /** One question. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws SQLException;
    }

    @Override
    public List<CallRow> page(CallQuery query) throws StoreUnavailable {
        if (Boolean.TRUE.equals(query.live())) {
            return List.of();
        }
        return ask(() -> {
            Filter filter = new Filter(query);
            try (PreparedStatement statement = connection.prepareStatement(CALLS + filter.sql())) {
                filter.bind(statement);
                return rows(statement);
            }
        });
    }

    @Override
    public Optional<CallRow> find(String callId) throws StoreUnavailable {
        return ask(() -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            CALLS + " AND c.call_id = ? ORDER BY c.call_key DESC LIMIT 1")) {
                statement.setString(1, callId);
                return rows(statement).stream().findFirst();
            }
        });
    }

    @Override
    public List<TurnRecord> turns(CallRow call, int last) throws StoreUnavailable {
        return ask(() -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "SELECT "
                                    + TurnColumns.NAMES
                                    + " FROM turns WHERE call_key = ? ORDER BY turn DESC LIMIT ?")) {
                statement.setLong(1, call.call().key());
                statement.setInt(2, last);
                List<TurnRecord> turns = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        turns.add(
                                TurnColumns.read(
                                        row, call.call().callId(), call.call().transport()));
                    }
                }
                Collections.reverse(turns);
                return turns;
            }
        });
    }

    private static List<CallRow> rows(PreparedStatement statement) throws SQLException {
        List<CallRow> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                rows.add(row(row));
            }
        }
        return rows;
    }

    private static CallRow row(ResultSet row) throws SQLException {
        return new CallRow(
                new CallHead(
                        row.getLong("call_key"),
                        row.getString("call_id"),
                        row.getString("agent"),
                        row.getString("transport"),
                        Instant.ofEpochMilli(row.getLong("started_ms"))),
                new CallRow.End(
                        row.getString("result"),
                        row.getString("reason"),
                        row.getString("detail"),
                        number(row, "duration_ms"),
                        number(row, "frames_in")),
                row.getInt("turns"),
                TurnColumns.ms(row, "mrl_max_ms"),
                true);
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private <T> T ask(Question<T> question) throws StoreUnavailable {
        Future<T> answer;
        try {
            answer = thread.submit(question::ask);
        } catch (RejectedExecutionException full) {
            throw new StoreUnavailable("Too many questions to the store are waiting.", full);
        }
        try {
            return answer.get(LIMIT_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(false);
            throw new StoreUnavailable("The store does not answer in time.", late);
        } catch (ExecutionException failed) {
            throw new StoreUnavailable("The store cannot be read just now.", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("The server is shutting down.", interrupted);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (thread.awaitTermination(LIMIT_MS, TimeUnit.MILLISECONDS)) {
                connection.close();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (SQLException ignored) {
            // nothing is lost with a connection that only reads
        }
    }
}
