/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TransactionTest {

    @Test
    void shouldLeaveNothingOpenBehindAnError() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (k INTEGER)");
            OutOfMemoryError error = new OutOfMemoryError("on purpose");
            assertThatThrownBy(() ->
                            Transaction.run(
                                    connection,
                                    () -> {
                                        statement.executeUpdate("INSERT INTO t VALUES (1)");
                                        throw error;
                                    }))
                    .isSameAs(error);
            Transaction.run(connection, () -> statement.executeUpdate("INSERT INTO t VALUES (2)"));
            try (ResultSet row = statement.executeQuery("SELECT k FROM t")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(2);
                assertThat(row.next()).isFalse();
            }
        }
    }
}
