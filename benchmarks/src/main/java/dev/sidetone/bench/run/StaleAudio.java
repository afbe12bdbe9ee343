/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.run;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.bench.report.Check;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges whether the caller heard the old utterance again after the carrier was told to clear. Up
 * to the end of the caller's speech whatever is audible is stale. From there on the wire cannot
 * tell old from new: media carries no name of its utterance, and marks only count up. But no answer
 * can begin before the silence that the server itself says it waited for, so a first sound that
 * arrives well before that is stale as well; without this a stale rest would pass for a very quick
 * answer. What arrives later still cannot be told from the answer.
 */
final class StaleAudio {

    /**
     * Both sides judge the end of speech by the same level, but the server's gate may take a faint
     * last syllable for noise.
     */
    static final double TOLERANCE_MS = 100;

    private StaleAudio() {}

    /**
     * The check of a call in which the carrier was told to clear.
     *
     * @param merged the call's turns, the server's part among them, in the order of the figures
     */
    static Check judge(CallResult call, List<TurnRecord> merged) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < merged.size(); i++) {
            TurnFigures figures = call.turns().get(i);
            Double arrivalMs = figures.mrlArrivalMs();
            Double waitedMs = merged.get(i).endpointingTargetMs();
            if (figures.staleMs() > 0) {
                found.add(
                        "turn %d: %.0f ms heard"
                                .formatted(merged.get(i).turn(), figures.staleMs()));
            } else if (figures.bargedIn()
                    && arrivalMs != null
                    && waitedMs != null
                    && arrivalMs < waitedMs - TOLERANCE_MS) {
                found.add(
                        "turn %d: sound %.0f ms after the caller's end, though the server waited %.0f ms before it answered"
                                .formatted(merged.get(i).turn(), arrivalMs, waitedMs));
            }
        }
        return new Check("nothing stale after a clear", found.isEmpty(), String.join("; ", found));
    }
}
