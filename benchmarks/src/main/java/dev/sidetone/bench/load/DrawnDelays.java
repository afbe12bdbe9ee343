/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the scripted providers took for one phrase before its first audio, as they drew it.
 *
 * @param recogniserMs from the request for a final to the final
 * @param answerMs the model's answers that asked for a tool, its first sentence and the voice's
 *     first audio
 * @param finalAtMs when the recogniser's delay was over, counted from the end of speech as it heard
 *     it; null where it sent no final
 */
record DrawnDelays(double recogniserMs, double answerMs, @Nullable Double finalAtMs) {

    /** Of providers that draw none. */
    static final DrawnDelays NONE = new DrawnDelays(0, 0, null);

    private static final String RECOGNISER = "stt";

    /**
     * Stages behind the recogniser: the answers that asked for a tool, then the one that was
     * spoken, whose sentence's delay begins with the first token's.
     */
    private static final List<String> ANSWER = List.of("llm_tool", "llm_sentence", "tts");

    /** A line of {@code /turns}. */
    static DrawnDelays of(JsonNode turn) {
        JsonNode drawn = turn.path("drawn_ms");
        double answerMs = 0;
        for (String stage : ANSWER) {
            answerMs += drawn.path(stage).asDouble(0);
        }
        double recogniserMs = drawn.path(RECOGNISER).asDouble(0);
        return new DrawnDelays(recogniserMs, answerMs, finalAtMs(turn, recogniserMs));
    }

    /** When a final without lateness of the recogniser's own would have been sent. */
    private static @Nullable Double finalAtMs(JsonNode turn, double drawnMs) {
        JsonNode at = turn.path("at_ms");
        JsonNode sent = at.path("stt_final");
        JsonNode end = at.path("speech_end");
        if (!sent.isNumber() || !end.isNumber()) {
            return null;
        }
        double lateMs = turn.path("applied_ms").path(RECOGNISER).asDouble(drawnMs) - drawnMs;
        return sent.asDouble() - Math.max(0, lateMs) - end.asDouble();
    }

    /** All of it, wherever it lay. */
    double wholeMs() {
        return recogniserMs + answerMs;
    }

    /**
     * Without what of the recogniser's delay was over by the end of the silence that was asked for:
     * nobody waited for that.
     */
    double shownMs(double askedMs) {
        Double finalMs = finalAtMs;
        double beyondMs =
                finalMs == null ? 0 : Math.clamp(finalMs - askedMs, 0, Math.max(0, recogniserMs));
        return beyondMs + answerMs;
    }
}
