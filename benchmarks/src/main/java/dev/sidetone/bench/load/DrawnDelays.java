/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the scripted providers took for one phrase before its first audio, as they drew it.
 *
 * @param recogniserMs from the request for a final to the final
 * @param modelMs the model's first answer: the one that asked for a tool, else its first sentence
 * @param restMs behind a tool the first sentence, and the voice's first audio
 * @param finalAtMs when the recogniser's delay was over, counted from the end of speech as it heard
 *     it; null where it sent no final
 * @param askedAtMs when the model was asked about the caller's words, counted likewise; null where
 *     it was not
 */
record DrawnDelays(
        double recogniserMs,
        double modelMs,
        double restMs,
        @Nullable Double finalAtMs,
        @Nullable Double askedAtMs) {

    /** Of providers that draw none. */
    static final DrawnDelays NONE = new DrawnDelays(0, 0, 0, null, null);

    private static final String RECOGNISER = "stt";

    /** A line of {@code /turns}. */
    static DrawnDelays of(JsonNode turn) {
        JsonNode drawn = turn.path("drawn_ms");
        // the answers that asked for tools; the sentence's delay begins with its first token's
        double toolMs = drawn.path("llm_tool").asDouble(0);
        double sentenceMs = drawn.path("llm_sentence").asDouble(0);
        double voiceMs = drawn.path("tts").asDouble(0);
        double recogniserMs = drawn.path(RECOGNISER).asDouble(0);
        return new DrawnDelays(
                recogniserMs,
                toolMs == 0 ? sentenceMs : toolMs,
                toolMs == 0 ? voiceMs : sentenceMs + voiceMs,
                finalAtMs(turn, recogniserMs),
                sinceSpeechMs(turn, "llm_asked"));
    }

    private static @Nullable Double sinceSpeechMs(JsonNode turn, String event) {
        JsonNode at = turn.path("at_ms");
        JsonNode end = at.path("speech_end");
        return at.path(event).isNumber() && end.isNumber()
                ? Double.valueOf(at.path(event).asDouble() - end.asDouble())
                : null;
    }

    /** When a final without lateness of the recogniser's own would have been sent. */
    private static @Nullable Double finalAtMs(JsonNode turn, double drawnMs) {
        Double sentMs = sinceSpeechMs(turn, "stt_final");
        double lateMs = turn.path("applied_ms").path(RECOGNISER).asDouble(drawnMs) - drawnMs;
        return sentMs == null ? null : Double.valueOf(sentMs - Math.max(0, lateMs));
    }

    /** All of it, wherever it lay. */
    double wholeMs() {
        return recogniserMs + modelMs + restMs;
    }

    /**
     * Without what of the recogniser's and the model's delay was over by the end of the silence
     * that was asked for: nobody waited for that.
     */
    double shownMs(double askedMs) {
        Double finalMs = finalAtMs;
        double beyondMs =
                finalMs == null ? 0 : Math.clamp(finalMs - askedMs, 0, Math.max(0, recogniserMs));
        Double askedModelMs = askedAtMs;
        double aheadMs = askedModelMs == null ? 0 : Math.clamp(askedMs - askedModelMs, 0, modelMs);
        return beyondMs + modelMs - aheadMs + restMs;
    }
}
