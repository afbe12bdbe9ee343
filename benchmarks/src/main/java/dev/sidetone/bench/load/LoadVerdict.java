/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.caller.EchoFigures;
import dev.sidetone.bench.load.call.BadFigures;
import dev.sidetone.bench.load.call.LoadSnapshot;
import dev.sidetone.bench.report.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What must hold in every load run, whatever limits it is given. */
final class LoadVerdict {

    private LoadVerdict() {}

    static List<Check> judge(LoadReport run) {
        List<Check> checks = new ArrayList<>();
        LoadSnapshot.Calls calls = run.end().calls();
        checks.add(
                new Check(
                        "no call fails",
                        calls.failed() == 0 && calls.attempted() > 0,
                        calls.attempted() == 0
                                ? "no call was made"
                                : reasons(run.end().failures())));
        if (run.request().scenario() != Scenario.CHURN) {
            // Figures of fewer calls than were asked for are not the figures that were asked for.
            checks.add(
                    new Check(
                            "no call is refused",
                            calls.refused() == 0,
                            reasons(run.end().refusals())));
        }
        heard(run, checks);
        if (run.request().scenario().echoes()) {
            EchoFigures echo = run.end().frames().echo();
            boolean held = echo.faithful() && calls.completed() > 0;
            checks.add(
                    new Check(
                            "every frame comes back, once, in order and to its own caller",
                            held,
                            held ? "" : echo.toString()));
        }
        if (run.request().scenario().talks()) {
            turns(run.turns(), checks);
        }
        if (run.request().badPercent() > 0) {
            checks.add(bad(run.end().bad(), run.request().scenario() == Scenario.CHURN));
        }
        if (run.request().providers() != null) {
            int heard = run.facts().figures().mrl().count();
            int known = run.facts().figures().addedMrl().count();
            checks.add(
                    new Check(
                            "what was added is known of every turn",
                            known == heard,
                            known == heard ? "" : "of %d of %d".formatted(known, heard)));
        }
        return checks;
    }

    private static void heard(LoadReport run, List<Check> checks) {
        long misdirected = run.end().frames().otherStream();
        checks.add(
                new Check(
                        "no message is of another stream",
                        misdirected == 0,
                        misdirected == 0 ? "" : misdirected + " messages"));
        if (run.request().scenario() == Scenario.IDLE) {
            int outOfTurn = run.end().idle().outOfTurn();
            checks.add(
                    new Check(
                            "nobody speaks out of turn to callers who say nothing",
                            outOfTurn == 0,
                            outOfTurn == 0 ? "" : outOfTurn + " times"));
        }
    }

    /** Where calls churn some may be refused, but not all: then no rule was ever broken. */
    private static Check bad(List<BadFigures> kinds, boolean churning) {
        List<String> wrong = new ArrayList<>();
        kinds.stream()
                .filter(kind -> kind.failed() > 0 || (!churning && kind.refused() > 0))
                .forEach(kind -> wrong.add(kind.kind() + ": " + kind.how()));
        if (wrong.isEmpty() && kinds.stream().allMatch(kind -> kind.ended() == 0)) {
            wrong.add("no rule was broken");
        }
        return new Check(
                "the server ends every bad call", wrong.isEmpty(), String.join("; ", wrong));
    }

    private static void turns(TurnCounts turns, List<Check> checks) {
        checks.add(
                new Check(
                        "nobody hears another's words",
                        turns.foreign() == 0,
                        counted(turns.foreign())));
        checks.add(
                new Check(
                        "every turn is answered",
                        turns.missed() == 0 && turns.all() > 0,
                        turns.all() == 0 ? "there was no turn" : counted(turns.missed())));
        checks.add(new Check("no answer comes early", turns.early() == 0, counted(turns.early())));
    }

    private static String counted(long turns) {
        return turns == 0 ? "" : turns + " turns";
    }

    private static String reasons(Map<String, Integer> counts) {
        List<String> reasons = new ArrayList<>();
        counts.forEach((why, count) -> reasons.add(count + " × " + why));
        return String.join("; ", reasons);
    }
}
