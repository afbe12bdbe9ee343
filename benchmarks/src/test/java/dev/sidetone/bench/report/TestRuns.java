/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.CallerTurn;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run with a greeting, an answered turn and an interruption. */
final class TestRuns {

    private static final TurnRecord.Providers EMBEDDED =
            new TurnRecord.Providers("embedded", "scripted", null);

    private TestRuns() {}

    static RunReport run(double lateMs) {
        return run(
                lateMs,
                List.of(figures(0, null), figures(1, 520.0), figures(2, 480.5)),
                new CallResult.Counts(500, 2, 300, 120, 1, 4, 0, 240, 3, null));
    }

    /** Other turns and counts. */
    static RunReport run(List<TurnFigures> turns, CallResult.Counts counts) {
        return run(1, turns, counts);
    }

    private static RunReport run(double lateMs, List<TurnFigures> turns, CallResult.Counts counts) {
        CallResult call =
                new CallResult(
                        "CA1", "", true, 0, turns, List.of(), counts, new byte[160], new byte[320]);
        CallOutcome outcome =
                new CallOutcome(
                        call,
                        TurnMerge.merge(call, "twilio", server()),
                        List.of(
                                new Check("a <check>", true, ""),
                                new Check("a figure", Check.Verdict.OVER, "2 of 1")),
                        "Dial: +1");
        return new RunReport(
                "demo",
                Instant.parse("2026-11-21T10:00:00Z"),
                new MachineFacts(2, "a <CPU>", 4096, "Linux", "JDK 25"),
                Map.of("seed", "7"),
                List.of(outcome),
                List.of(),
                new SelfFacts(lateMs, 0.25));
    }

    static TurnFigures figures(int number, @Nullable Double mrlMs) {
        CallerTurn turn =
                new CallerTurn(
                        number,
                        number == 0 ? null : "caller says " + number,
                        number * 4_000_000_000L,
                        number * 4_000_000_000L + 1_000_000_000L,
                        number == 0);
        boolean barged = number == 2;
        return new TurnFigures(
                turn,
                mrlMs,
                mrlMs == null ? null : mrlMs - 20,
                barged,
                barged ? 310.0 : null,
                0,
                1,
                30,
                1500);
    }

    /** A turn that nobody answered. */
    static TurnFigures unanswered(int number) {
        CallerTurn turn = figures(number, null).turn();
        return new TurnFigures(turn, null, null, false, null, 0, 0, 0, 0);
    }

    static List<TurnRecord> server() {
        return List.of(record(0, null, null), record(1, 4990.0, 530.0), record(2, 9010.0, 470.0));
    }

    static TurnRecord record(int turn, @Nullable Double endMs, @Nullable Double mrlMs) {
        Double target = mrlMs == null ? null : Double.valueOf(400);
        return new TurnRecord(
                "CA1",
                turn,
                "twilio",
                "heard <" + turn + ">",
                "agent says & " + turn,
                null,
                endMs,
                null,
                null,
                mrlMs,
                target,
                target,
                mrlMs == null ? null : Double.valueOf(mrlMs - 400),
                null,
                null,
                null,
                null,
                false,
                turn == 2 ? 250.0 : null,
                null,
                EMBEDDED);
    }
}
