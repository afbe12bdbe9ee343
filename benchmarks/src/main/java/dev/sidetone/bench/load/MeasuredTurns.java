/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.load.call.TurnOutcome;
import dev.sidetone.bench.report.Percentiles;
import dev.sidetone.bench.report.RunFacts;
import dev.sidetone.bench.report.RunReport;
import dev.sidetone.bench.report.TurnMerge;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The turns of a run with the server's part and what was added; figures rest on those of the
 * measured window that {@linkplain TurnFigureSums#rests count}.
 *
 * @param records all turns
 * @param measured those of them on which figures rest
 * @param added what server and machine added, in milliseconds
 * @param addedStrict the same, where only delays that somebody waited for were taken off
 * @param figures in the measured window
 */
record MeasuredTurns(
        List<TurnRecord> records,
        List<TurnRecord> measured,
        List<Double> added,
        Percentiles addedStrict,
        RunFacts.Figures figures) {

    private static final String TRANSPORT = "twilio";

    /**
     * Joins what the callers saw with what the others say.
     *
     * @param endpointingMs the silence asked for where the server does not tell
     * @param scripted whether the providers draw delays: a turn of which they know none has no
     *     added latency then
     */
    static MeasuredTurns of(
            List<TurnOutcome> turns,
            OtherSides others,
            @Nullable Double endpointingMs,
            boolean scripted) {
        List<TurnRecord> records = new ArrayList<>();
        List<TurnRecord> measured = new ArrayList<>();
        List<Double> mrl = new ArrayList<>();
        List<Double> diff = new ArrayList<>();
        List<Double> added = new ArrayList<>();
        List<Double> strict = new ArrayList<>();
        List<Double> stop = new ArrayList<>();
        for (TurnOutcome turn : turns) {
            TurnRecord record = record(turn, others);
            records.add(record);
            if (TurnFigureSums.rests(turn)) {
                measured.add(record);
                DrawnDelays drawn =
                        scripted
                                ? others.scripted().drawnByPhrase().get(turn.phrase())
                                : DrawnDelays.NONE;
                Double askedMs = askedMs(record, endpointingMs);
                put(mrl, record.mrlMs());
                put(diff, RunReport.serverDiffMs(record));
                put(added, addedMs(record.mrlMs(), askedMs, drawn));
                put(strict, addedStrictMs(record.mrlMs(), askedMs, drawn));
                put(stop, record.bargeInStopMs());
            }
        }
        return new MeasuredTurns(
                records,
                measured,
                added,
                Percentiles.of(strict),
                new RunFacts.Figures(
                        Percentiles.of(mrl),
                        Percentiles.of(diff),
                        Percentiles.of(added),
                        Percentiles.of(stop)));
    }

    private static TurnRecord record(TurnOutcome turn, OtherSides others) {
        List<TurnRecord> server = others.turnsByCall().getOrDefault(turn.callSid(), List.of());
        return TurnMerge.one(
                turn.callSid(),
                TRANSPORT,
                turn.figures(),
                turn.endOfSpeechMs(),
                TurnMerge.counterpart(turn.figures(), turn.endOfSpeechMs(), server));
    }

    private static @Nullable Double askedMs(TurnRecord turn, @Nullable Double endpointingMs) {
        return turn.endpointingTargetMs() == null ? endpointingMs : turn.endpointingTargetMs();
    }

    /**
     * What server and machine added to a turn: its latency without the silence that was asked for
     * and without what the providers were told to take. Null where one of them is not known.
     */
    static @Nullable Double addedMs(
            @Nullable Double mrlMs, @Nullable Double askedMs, @Nullable DrawnDelays drawn) {
        return mrlMs == null || askedMs == null || drawn == null
                ? null
                : Double.valueOf(mrlMs - askedMs - drawn.wholeMs());
    }

    /**
     * The same, with what of the recogniser's delay lay inside the silence taken off once, as part
     * of the silence, and not twice.
     */
    static @Nullable Double addedStrictMs(
            @Nullable Double mrlMs, @Nullable Double askedMs, @Nullable DrawnDelays drawn) {
        return mrlMs == null || askedMs == null || drawn == null
                ? null
                : Double.valueOf(mrlMs - askedMs - drawn.shownMs(askedMs));
    }

    private static void put(List<Double> values, @Nullable Double value) {
        if (value != null) {
            values.add(value);
        }
    }
}
