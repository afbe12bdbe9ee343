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
 * measured window.
 *
 * @param records all turns
 * @param added what server and machine added, in milliseconds
 * @param figures in the measured window
 */
record MeasuredTurns(List<TurnRecord> records, List<Double> added, RunFacts.Figures figures) {

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
        List<Double> mrl = new ArrayList<>();
        List<Double> diff = new ArrayList<>();
        List<Double> added = new ArrayList<>();
        List<Double> stop = new ArrayList<>();
        for (TurnOutcome turn : turns) {
            List<TurnRecord> server = others.turnsByCall().getOrDefault(turn.callSid(), List.of());
            TurnRecord record =
                    TurnMerge.one(
                            turn.callSid(),
                            TRANSPORT,
                            turn.figures(),
                            turn.endOfSpeechMs(),
                            TurnMerge.counterpart(turn.figures(), turn.endOfSpeechMs(), server));
            records.add(record);
            if (turn.measured()) {
                Double drawnMs =
                        scripted ? others.drawnMsByPhrase().get(turn.phrase()) : Double.valueOf(0);
                put(mrl, record.mrlMs());
                put(diff, RunReport.serverDiffMs(record));
                put(added, addedMs(record, endpointingMs, drawnMs));
                put(stop, record.bargeInStopMs());
            }
        }
        return new MeasuredTurns(
                records,
                added,
                new RunFacts.Figures(
                        Percentiles.of(mrl),
                        Percentiles.of(diff),
                        Percentiles.of(added),
                        Percentiles.of(stop)));
    }

    /**
     * What server and machine added to a turn: its latency without the silence that was asked for
     * and without what the providers were told to take. Null where one of them is not known.
     */
    static @Nullable Double addedMs(
            TurnRecord turn, @Nullable Double endpointingMs, @Nullable Double drawnMs) {
        Double mrlMs = turn.mrlMs();
        Double askedMs =
                turn.endpointingTargetMs() == null ? endpointingMs : turn.endpointingTargetMs();
        return mrlMs == null || askedMs == null || drawnMs == null
                ? null
                : Double.valueOf(mrlMs - askedMs - drawnMs);
    }

    private static void put(List<Double> values, @Nullable Double value) {
        if (value != null) {
            values.add(value);
        }
    }
}
