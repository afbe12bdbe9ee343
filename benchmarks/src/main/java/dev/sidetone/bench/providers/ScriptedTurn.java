/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the three providers did for one phrase that was heard or asked about: a line of {@code
 * /turns}. Delays in milliseconds, instants in milliseconds since 1970; absent is null. The event
 * loop only.
 */
final class ScriptedTurn {
    final long turn;
    final int phrase;
    final List<String> faults = new ArrayList<>();

    @Nullable Double sttDrawnMs;
    @Nullable Double llmDrawnMs;
    @Nullable Double llmTokensDrawnMs;
    @Nullable Double llmSentenceDrawnMs;

    /** Of the answers before the last, which asked for a tool; null where none did. */
    @Nullable Double llmToolDrawnMs;

    @Nullable Double ttsDrawnMs;
    @Nullable Double sttAppliedMs;
    @Nullable Double llmAppliedMs;
    @Nullable Double llmTokensAppliedMs;
    @Nullable Double llmSentenceAppliedMs;
    @Nullable Double ttsAppliedMs;
    @Nullable String sttConnection;
    @Nullable String llmConnection;
    @Nullable String ttsConnection;
    @Nullable Double codewordAtMs;
    @Nullable Double speechEndAtMs;
    @Nullable Double sttFinalAtMs;

    /** When it was asked about the caller's words; later requests brought tools' outcomes. */
    @Nullable Double llmAskedAtMs;

    @Nullable Double llmRequestAtMs;
    @Nullable Double llmFirstTokenAtMs;
    @Nullable Double llmSentenceAtMs;
    @Nullable Double ttsTextAtMs;
    @Nullable Double ttsFirstAudioAtMs;
    int llmRequests;

    ScriptedTurn(long turn, int phrase) {
        this.turn = turn;
        this.phrase = phrase;
    }

    /**
     * The model was asked. A request made again replaces the one before it; one that brings a
     * tool's outcome comes on top of it: the caller waited for both.
     *
     * @param atMs when, in milliseconds since 1970
     * @param afterTool whether the request ends with a tool's outcome
     * @param firstMs drawn, to the first token
     * @param sentenceMs drawn, to the end of the first sentence
     * @param tokensMs drawn, from the first token to the last
     */
    void onModelAsked(
            double atMs, boolean afterTool, double firstMs, double sentenceMs, double tokensMs) {
        Double first = llmDrawnMs;
        Double tokens = llmTokensDrawnMs;
        llmRequestAtMs = atMs;
        if (!afterTool) {
            llmAskedAtMs = atMs;
            llmToolDrawnMs = null;
        } else if (first != null && tokens != null) {
            Double before = llmToolDrawnMs;
            llmToolDrawnMs = (before == null ? 0 : before) + first + tokens;
        }
        llmRequests++;
        llmDrawnMs = firstMs;
        llmSentenceDrawnMs = sentenceMs;
        llmTokensDrawnMs = tokensMs;
    }
}
