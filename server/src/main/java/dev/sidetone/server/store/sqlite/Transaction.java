/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements that happen all or not at all. Stateless. */
final class Transaction {
    private Transaction() {}

    /** What is done in one. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    /** Begins by taking the right to write, so that nothing can fail for want of it later on. */
    static void run(Connection connection, Work work) throws SQLException {
        try (Statement control = connection.createStatement()) {
            control.execute("BEGIN IMMEDIATE");
            try {
                work.run();
                control.execute("COMMIT");
            } catch (Throwable failed) {
                // also an error: what is left open would refuse every transaction after it
                rollBack(control, failed);
                throw failed;
            }
        }
    }

    private static void rollBack(Statement control, Throwable failed) {
        try {
            control.execute("ROLLBACK");
        } catch (SQLException already) {
            // SQLite has rolled back by itself, as it does when a disk is full
            failed.addSuppressed(already);
        }
    }
}
