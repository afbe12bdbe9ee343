/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import dev.sidetone.server.store.CallCursor;
import dev.sidetone.server.store.CallQuery;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked for, as conditions with their values. One use, one thread. */
final class Filter {
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    Filter(CallQuery query) {
        add("c.agent = ?", query.agent());
        add("c.result = ?", query.result());
        add("c.reason = ?", query.reason());
        if (query.since() != null) {
            add("c.started_ms >= ?", ceilingMs(query.since()));
        }
        if (query.until() != null) {
            add("c.started_ms < ?", ceilingMs(query.until()));
        }
        CallCursor after = query.after();
        if (after != null) {
            add("c.started_ms <= ?", after.startedMs());
            sql.append(" AND (c.started_ms < ? OR c.call_key < ?)");
            values.add(after.startedMs());
            values.add(after.key());
        }
        sql.append(" ORDER BY c.started_ms DESC, c.call_key DESC LIMIT ?");
        values.add(query.limit());
    }

    /** Calls start on whole milliseconds. */
    private static long ceilingMs(java.time.Instant time) {
        return time.plusNanos(999_999).toEpochMilli();
    }

    private void add(String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(" AND ").append(condition);
            values.add(value);
        }
    }

    /** Behind a WHERE that has a condition already. */
    String sql() {
        return sql.toString();
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }
}
