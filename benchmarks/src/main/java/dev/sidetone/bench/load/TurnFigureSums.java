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

    /** The same of those in the measured window. */
    static List<Double> measuredMrlMs(List<TurnOutcome> turns) {
        return mrlMs(turns.stream().filter(TurnOutcome::measured).toList());
    }

    /** How many of the turns ended this way. */
    static long count(List<TurnOutcome> turns, TurnOutcome.Verdict verdict) {
        return turns.stream().filter(turn -> turn.verdict() == verdict).count();
    }
}
