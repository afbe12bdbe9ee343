/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import dev.sidetone.orchestrator.journal.TurnRecord;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A turn record as a row, both ways; the columns have the record's names. Stateless. */
final class TurnColumns {
    static final String NAMES =
            "call_key, turn, caller_text, agent_text, agent_text_heard, end_of_speech_ms, mrl_ms,"
                    + " mrl_arrival_ms, server_mrl_ms, endpointing_target_ms, endpointing_ms, stt_final_ms,"
                    + " llm_first_token_ms, first_sentence_ms, tts_first_audio_ms, egress_ms, barged_in,"
                    + " barge_in_clear_ms, barge_in_stop_ms, stt, llm, tts";
    static final int COUNT = 22;

    private TurnColumns() {}

    static void set(PreparedStatement row, long callKey, TurnRecord turn) throws SQLException {
        row.setLong(1, callKey);
        row.setInt(2, turn.turn());
        row.setString(3, turn.callerText());
        row.setString(4, turn.agentText());
        row.setString(5, turn.agentTextHeard());
        row.setObject(6, turn.endOfSpeechMs());
        row.setObject(7, turn.mrlMs());
        row.setObject(8, turn.mrlArrivalMs());
        row.setObject(9, turn.serverMrlMs());
        row.setObject(10, turn.endpointingTargetMs());
        row.setObject(11, turn.endpointingMs());
        row.setObject(12, turn.sttFinalMs());
        row.setObject(13, turn.llmFirstTokenMs());
        row.setObject(14, turn.firstSentenceMs());
        row.setObject(15, turn.ttsFirstAudioMs());
        row.setObject(16, turn.egressMs());
        row.setBoolean(17, turn.bargedIn());
        row.setObject(18, turn.bargeInClearMs());
        row.setObject(19, turn.bargeInStopMs());
        row.setString(20, turn.providers().stt());
        row.setString(21, turn.providers().llm());
        row.setString(22, turn.providers().tts());
    }

    static TurnRecord read(ResultSet row, String callId, String transport) throws SQLException {
        return new TurnRecord(
                callId,
                row.getInt("turn"),
                transport,
                row.getString("caller_text"),
                row.getString("agent_text"),
                row.getString("agent_text_heard"),
                ms(row, "end_of_speech_ms"),
                ms(row, "mrl_ms"),
                ms(row, "mrl_arrival_ms"),
                ms(row, "server_mrl_ms"),
                ms(row, "endpointing_target_ms"),
                ms(row, "endpointing_ms"),
                ms(row, "stt_final_ms"),
                ms(row, "llm_first_token_ms"),
                ms(row, "first_sentence_ms"),
                ms(row, "tts_first_audio_ms"),
                ms(row, "egress_ms"),
                row.getBoolean("barged_in"),
                ms(row, "barge_in_clear_ms"),
                ms(row, "barge_in_stop_ms"),
                new TurnRecord.Providers(
                        row.getString("stt"), row.getString("llm"), row.getString("tts")));
    }

    static @Nullable Double ms(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }
}
