/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was said against what was heard, turn by turn, as HTML. One call, one thread. */
final class SaidAndHeard {

    /** What nobody knows. */
    private static final String UNKNOWN = "–";

    private final StringBuilder html = new StringBuilder();
    private final CallResult call;

    private SaidAndHeard(CallResult call) {
        this.call = call;
    }

    static String html(CallOutcome outcome) {
        SaidAndHeard page = new SaidAndHeard(outcome.call());
        page.html.append("<ol class=\"talk\">\n");
        for (int i = 0; i < outcome.turns().size(); i++) {
            page.turn(outcome.turns().get(i), outcome.call().turns().get(i));
        }
        return page.html.append("</ol>\n").toString();
    }

    private void turn(TurnRecord turn, TurnFigures figures) {
        double onsetMs = call.onsetMs(figures.turn());
        String name = HtmlPage.turnName(turn.turn());
        html.append(
                String.format(
                        Locale.ROOT,
                        "<li><p class=\"when\"><b>%s</b> <span>at %.1f s</span> <button type=\"button\" hidden=\"hidden\" data-at=\"%.0f\" aria-label=\"play %s\">▶ play</button></p>",
                        name,
                        onsetMs / 1000,
                        onsetMs,
                        name));
        if (turn.turn() > 0) {
            caller(turn, figures);
        }
        agent(turn);
        html.append("<p class=\"facts\">")
                .append(String.join(" · ", facts(turn, figures)))
                .append("</p></li>\n");
    }

    private void caller(TurnRecord turn, TurnFigures figures) {
        String said = figures.turn().text();
        String understood = turn.callerText();
        if (said == null) {
            line("caller", "caller", text(understood));
            return;
        }
        line("caller", "caller", text(said));
        if (!figures.turn().keys()) {
            if (said.equals(understood)) {
                line("same", "understood", "as said");
            } else {
                line("other", "understood", understood == null ? UNKNOWN : text(understood));
            }
        }
    }

    private void agent(TurnRecord turn) {
        String said = turn.agentText();
        String heard = turn.agentTextHeard();
        if (said == null || heard == null || heard.equals(said)) {
            line("agent", "agent", text(said));
        } else if (said.startsWith(heard)) {
            line(
                    "agent",
                    "agent",
                    text(heard)
                            + "<del title=\"cut off: the caller did not hear this\">"
                            + text(said.substring(heard.length()))
                            + "</del>");
        } else {
            line("agent", "agent", text(said));
            line("other", "heard", heard.isEmpty() ? UNKNOWN : text(heard));
        }
    }

    private List<String> facts(TurnRecord turn, TurnFigures figures) {
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

    private void line(String style, String who, String content) {
        html.append("<div class=\"line ")
                .append(style)
                .append("\"><i>")
                .append(who)
                .append("</i> <span>")
                .append(content)
                .append("</span></div>");
    }

    private static String text(@Nullable String text) {
        return text == null ? UNKNOWN : HtmlPage.escape(text);
    }

    private static String ms(@Nullable Double value) {
        return HtmlPage.ms(value);
    }
}
