/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import dev.sidetone.server.store.CallHead;
import dev.sidetone.server.store.CallUsage;
import dev.sidetone.server.store.MrlSummary;
import dev.sidetone.server.store.StoreRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Records as statements, prepared once. Writing one twice changes nothing. The writer's thread
 * only.
 */
final class RecordStatements implements AutoCloseable {
    private static final String HEAD = "(call_key, call_id, agent, transport, started_ms";

    private final PreparedStatement begun;
    private final PreparedStatement turn;
    private final PreparedStatement ended;

    RecordStatements(Connection connection) throws SQLException {
        begun =
                connection.prepareStatement(
                        "INSERT INTO calls "
                                + HEAD
                                + ") VALUES (?, ?, ?, ?, ?) ON CONFLICT (call_key) DO NOTHING");
        turn =
                connection.prepareStatement(
                        "INSERT OR REPLACE INTO turns ("
                                + TurnColumns.NAMES
                                + ") VALUES (?"
                                + ", ?".repeat(TurnColumns.COUNT - 1)
                                + ")");
        ended = connection.prepareStatement(endStatement());
    }

    private static String endStatement() {
        List<String> columns =
                List.of(
                        "result",
                        "reason",
                        "detail",
                        "duration_ms",
                        "frames_in",
                        "audio_in_ms",
                        "audio_out_ms",
                        "caller_chars",
                        "agent_chars",
                        "mrl_p50_ms",
                        "mrl_p95_ms",
                        "mrl_max_ms");
        return "INSERT INTO calls "
                + HEAD
                + ", "
                + String.join(", ", columns)
                + ") VALUES (?, ?, ?, ?, ?"
                + ", ?".repeat(columns.size())
                + ") ON CONFLICT (call_key) DO UPDATE SET "
                + String.join(
                        ", ", columns.stream().map(name -> name + " = excluded." + name).toList());
    }

    /** Writes one record, in the transaction that is open. */
    void write(StoreRecord entry) throws SQLException {
        switch (entry) {
            case StoreRecord.Started started -> begin(started.call());
            case StoreRecord.Turn of -> {
                begin(of.call());
                TurnColumns.set(turn, of.call().key(), of.turn());
                turn.executeUpdate();
            }
            case StoreRecord.Ended over -> end(over);
        }
    }

    private void begin(CallHead call) throws SQLException {
        setHead(begun, call);
        begun.executeUpdate();
    }

    private void end(StoreRecord.Ended over) throws SQLException {
        setHead(ended, over.call());
        String detail = over.termination().detail();
        CallUsage usage = over.usage();
        MrlSummary mrl = over.mrl();
        ended.setString(6, over.termination().result().word());
        ended.setString(7, over.termination().reason().word());
        ended.setString(8, detail.isEmpty() ? null : detail);
        ended.setLong(9, over.durationMs());
        ended.setLong(10, usage.framesIn());
        ended.setLong(11, usage.audioInMs());
        ended.setLong(12, usage.audioOutMs());
        ended.setLong(13, usage.callerChars());
        ended.setLong(14, usage.agentChars());
        ended.setObject(15, mrl.p50Ms());
        ended.setObject(16, mrl.p95Ms());
        ended.setObject(17, mrl.maxMs());
        ended.executeUpdate();
    }

    private static void setHead(PreparedStatement statement, CallHead call) throws SQLException {
        statement.setLong(1, call.key());
        statement.setString(2, call.callId());
        statement.setString(3, call.agent());
        statement.setString(4, call.transport());
        statement.setLong(5, call.startedAt().toEpochMilli());
    }

    @Override
    public void close() throws SQLException {
        begun.close();
        turn.close();
        ended.close();
    }
}
