/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The turns so far, oldest first. When full the oldest goes. The event loop only; lives as long as
 * the server.
 */
final class TurnLedger {

    /** About 60 MB. */
    private static final int MOST_TURNS = 200_000;

    private static final JsonMapper JSON = new JsonMapper();

    private final Deque<ScriptedTurn> turns = new ArrayDeque<>();
    private final Map<Integer, ScriptedTurn> latest = new HashMap<>();
    private long count;

    /** A phrase was heard: its turn begins, even when the same phrase was heard before. */
    ScriptedTurn begin(int phrase) {
        ScriptedTurn turn = new ScriptedTurn(count++, phrase);
        turns.add(turn);
        latest.put(phrase, turn);
        if (turns.size() > MOST_TURNS) {
            ScriptedTurn oldest = turns.remove();
            latest.remove(oldest.phrase, oldest);
        }
        return turn;
    }

    /** The last turn of a phrase; a new one where the recogniser was another. */
    ScriptedTurn of(int phrase) {
        ScriptedTurn turn = latest.get(phrase);
        return turn == null ? begin(phrase) : turn;
    }

    /** Turns since the start. */
    long count() {
        return count;
    }

    /** One JSON object a line, those from a turn on. */
    String ndjson(long from) {
        StringBuilder lines = new StringBuilder();
        for (ScriptedTurn turn : turns) {
            if (turn.turn >= from) {
                lines.append(json(turn)).append('\n');
            }
        }
        return lines.toString();
    }

    private static String json(ScriptedTurn turn) {
        ObjectNode line = JSON.createObjectNode();
        line.put("turn", turn.turn).put("phrase", turn.phrase);
        line.putObject("drawn_ms")
                .put("stt", rounded(turn.sttDrawnMs))
                .put("llm", rounded(turn.llmDrawnMs))
                .put("llm_sentence", rounded(turn.llmSentenceDrawnMs))
                .put("llm_tokens", rounded(turn.llmTokensDrawnMs))
                .put("llm_tool", rounded(turn.llmToolDrawnMs))
                .put("tts", rounded(turn.ttsDrawnMs));
        line.putObject("applied_ms")
                .put("stt", rounded(turn.sttAppliedMs))
                .put("llm", rounded(turn.llmAppliedMs))
                .put("llm_sentence", rounded(turn.llmSentenceAppliedMs))
                .put("llm_tokens", rounded(turn.llmTokensAppliedMs))
                .put("tts", rounded(turn.ttsAppliedMs));
        line.putObject("connections")
                .put("stt", turn.sttConnection)
                .put("llm", turn.llmConnection)
                .put("tts", turn.ttsConnection);
        line.putObject("at_ms")
                .put("codeword", rounded(turn.codewordAtMs))
                .put("speech_end", rounded(turn.speechEndAtMs))
                .put("stt_final", rounded(turn.sttFinalAtMs))
                .put("llm_asked", rounded(turn.llmAskedAtMs))
                .put("llm_request", rounded(turn.llmRequestAtMs))
                .put("llm_first_token", rounded(turn.llmFirstTokenAtMs))
                .put("llm_sentence", rounded(turn.llmSentenceAtMs))
                .put("tts_text", rounded(turn.ttsTextAtMs))
                .put("tts_first_audio", rounded(turn.ttsFirstAudioAtMs));
        line.put("llm_requests", turn.llmRequests);
        var faults = line.putArray("faults");
        turn.faults.forEach(faults::add);
        return JSON.writeValueAsString(line);
    }

    /** To the microsecond, and never in powers of ten. */
    private static @Nullable BigDecimal rounded(@Nullable Double ms) {
        return ms == null ? null : BigDecimal.valueOf(ms).setScale(3, RoundingMode.HALF_UP);
    }
}
