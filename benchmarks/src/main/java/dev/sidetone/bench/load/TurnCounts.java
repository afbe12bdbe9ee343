/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.load.call.TurnOutcome;
import java.util.List;

/**
 * What became of the turns of a run.
 *
 * @param measured that ended in the measured window; the percentiles rest on those of them that
 *     came neither early nor from another
 */
public record TurnCounts(
        long all,
        long measured,
        long answered,
        long missed,
        long early,
        long foreign,
        long uncoded,
        long cut,
        long faulted) {

    /** Of all turns; answers to callers who had asked nothing are foreign too. */
    static TurnCounts of(List<TurnOutcome> turns, long strayPhrases) {
        return new TurnCounts(
                turns.size(),
                turns.stream().filter(TurnOutcome::measured).count(),
                TurnFigureSums.count(turns, TurnOutcome.Verdict.ANSWERED),
                TurnFigureSums.count(turns, TurnOutcome.Verdict.MISSED),
                TurnFigureSums.count(turns, TurnOutcome.Verdict.EARLY),
                TurnFigureSums.count(turns, TurnOutcome.Verdict.FOREIGN) + strayPhrases,
                TurnFigureSums.count(turns, TurnOutcome.Verdict.UNCODED),
                TurnFigureSums.count(turns, TurnOutcome.Verdict.CUT),
                TurnFigureSums.count(turns, TurnOutcome.Verdict.FAULTED));
    }
}
