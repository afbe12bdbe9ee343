/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.server.report.HtmlPage;
import dev.sidetone.server.report.Talk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was said against what was heard, turn by turn, as HTML. Stateless. */
final class SaidAndHeard {
    private SaidAndHeard() {}

    static String html(CallOutcome outcome) {
        Talk talk = new Talk();
        for (int i = 0; i < outcome.turns().size(); i++) {
            TurnRecord turn = outcome.turns().get(i);
            TurnFigures figures = outcome.call().turns().get(i);
            talk.begin(turn.turn(), outcome.call().onsetMs(figures.turn()), true);
            if (turn.turn() > 0) {
                caller(talk, turn, figures);
            }
            talk.agent(turn);
            talk.end(facts(turn, figures));
        }
        return talk.html();
    }

    private static void caller(Talk talk, TurnRecord turn, TurnFigures figures) {
        String said = figures.turn().text();
        String understood = turn.callerText();
        if (said == null) {
            talk.line("caller", "caller", understood);
            return;
        }
        talk.line("caller", "caller", said);
        if (!figures.turn().keys()) {
            if (said.equals(understood)) {
                talk.line("same", "understood", "as said");
            } else {
                talk.line("other", "understood", understood);
            }
        }
    }

    private static List<String> facts(TurnRecord turn, TurnFigures figures) {
        List<String> facts = new ArrayList<>();
        facts.add(latency(turn, figures));
        if (turn.bargedIn()) {
            facts.add(
                    "interrupted the agent: cleared after "
                            + ms(turn.bargeInClearMs())
                            + ", silent after "
                            + ms(turn.bargeInStopMs()));
        }
        if (figures.gaps() > 0) {
            facts.add(
                    (figures.gaps() == 1 ? "1 gap" : figures.gaps() + " gaps")
                            + " in the answer, longest "
                            + ms(figures.longestGapMs()));
        }
        if (figures.staleMs() > 0) {
            facts.add(ms(figures.staleMs()) + " of stale audio heard");
        }
        return facts;
    }

    /** The latency, or in a word why there is none. */
    private static String latency(TurnRecord turn, TurnFigures figures) {
        if (turn.turn() == 0) {
            return "the agent speaks first";
        }
        if (figures.turn().keys()) {
            return "keys: no speech whose end could be timed";
        }
        Double mrlMs = turn.mrlMs();
        if (mrlMs == null) {
            return "no answer was heard";
        }
        return mrlMs < 0
                ? "answered " + ms(-mrlMs) + " before the caller had ended"
                : "answered after " + ms(mrlMs);
    }

    private static String ms(@Nullable Double value) {
        return HtmlPage.ms(value);
    }
}
