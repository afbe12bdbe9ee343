/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;

/**
 * Deletes calls that are too old, some at a time so that new records never wait long, gives their
 * space back, and leaves none of their words in file or journal. The writer's thread only.
 */
final class Retention {
    static final int AT_A_TIME = 200;

    private static final long EVERY_MS = 60_000;
    private static final int PAGES_BACK = 500;

    private final Duration age;
    private final Clock clock;
    private long nextMs;

    /** Words of deleted calls may still lie in the file or its journal. */
    private boolean wordsLeft;

    /**
     * Keeps calls for so long from their start.
     *
     * @param age zero for ever
     */
    Retention(Duration age, Clock clock) {
        this.age = age;
        this.clock = clock;
    }

    /** Deletes the next ones when it is time; how many. Those that live stay. */
    int round(Connection connection) throws SQLException {
        long nowMs = clock.millis();
        // a clock that was set back must not stop it
        if (age.isZero() || (nowMs < nextMs && nowMs + EVERY_MS >= nextMs)) {
            return 0;
        }
        nextMs = nowMs + EVERY_MS;
        int deleted = delete(connection, nowMs - age.toMillis());
        wordsLeft |= deleted > 0;
        giveBack(connection);
        if (deleted == AT_A_TIME) {
            // there are more
            nextMs = nowMs;
        } else if (wordsLeft) {
            wordsLeft = !emptyJournal(connection);
        }
        return deleted;
    }

    private static int delete(Connection connection, long beforeMs) throws SQLException {
        int[] deleted = new int[1];
        Transaction.run(
                connection,
                () -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement(
                                    "DELETE FROM calls WHERE call_key IN (SELECT call_key FROM calls"
                                            + " WHERE started_ms < ? AND result IS NOT NULL"
                                            + " ORDER BY started_ms LIMIT ?)")) {
                        statement.setLong(1, beforeMs);
                        statement.setInt(2, AT_A_TIME);
                        deleted[0] = statement.executeUpdate();
                    }
                });
        return deleted[0];
    }

    private static void giveBack(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // not execute(): it does one step of this, and each step is one page
            statement.executeUpdate("PRAGMA incremental_vacuum(" + PAGES_BACK + ")");
        }
    }

    /**
     * Until the journal is written to the file, that holds the pages as they were, and the journal
     * does until it is cut. False when somebody reads just now: the next round tries again.
     */
    private static boolean emptyJournal(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet busy = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            return busy.next() && busy.getInt(1) == 0;
        }
    }
}
