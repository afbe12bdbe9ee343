/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.load.call.TurnOutcome;
import java.util.ArrayList;
import java.util.List;

/** Figures of many turns. */
final class TurnFigureSums {

    private TurnFigureSums() {}

    /** Latencies of the turns that have one. */
    static List<Double> mrlMs(List<TurnOutcome> turns) {
        List<Double> values = new ArrayList<>();
        for (TurnOutcome turn : turns) {
            Double mrlMs = turn.figures().mrlMs();
            if (mrlMs != null) {
                values.add(mrlMs);
            }
        }
        return values;
    }

    /** The same of those on which figures rest. */
    static List<Double> measuredMrlMs(List<TurnOutcome> turns) {
        return mrlMs(turns.stream().filter(TurnFigureSums::rests).toList());
    }

    /**
     * Whether figures rest on a turn: it lies in the measured window, and what was heard answers
     * it. What came early or belongs to another is a fault, counted as such, and no latency; nor is
     * what came after a provider had failed as it was told to.
     */
    static boolean rests(TurnOutcome turn) {
        return turn.measured()
                && turn.verdict() != TurnOutcome.Verdict.EARLY
                && turn.verdict() != TurnOutcome.Verdict.FOREIGN
                && turn.verdict() != TurnOutcome.Verdict.FAULTED;
    }

    /** How many of the turns ended this way. */
    static long count(List<TurnOutcome> turns, TurnOutcome.Verdict verdict) {
        return turns.stream().filter(turn -> turn.verdict() == verdict).count();
    }
}
