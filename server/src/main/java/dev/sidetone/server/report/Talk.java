/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.report;

import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was said and heard, turn by turn, as HTML. One call, one thread. */
public final class Talk {

    /** What nobody knows. */
    private static final String UNKNOWN = "–";

    private final StringBuilder html = new StringBuilder("<ol class=\"talk\">\n");

    /**
     * Begins a turn.
     *
     * @param atMs where in the call, or null
     * @param playable whether there is a recording to play
     */
    public void begin(int turn, @Nullable Double atMs, boolean playable) {
        String name = HtmlPage.turnName(turn);
        html.append("<li><p class=\"when\"><b>").append(name).append("</b>");
        if (atMs != null) {
            html.append(String.format(Locale.ROOT, " <span>at %.1f s</span>", atMs / 1000));
        }
        if (atMs != null && playable) {
            html.append(
                    String.format(
                            Locale.ROOT,
                            " <button type=\"button\" hidden=\"hidden\" data-at=\"%.0f\" aria-label=\"play %s\">▶ play</button>",
                            atMs,
                            name));
        }
        html.append("</p>");
    }

    /** What somebody said or heard; null is not known. */
    public void line(String style, String who, @Nullable String text) {
        raw(style, who, text == null ? UNKNOWN : HtmlPage.escape(text));
    }

    /** What the agent said, and how much of it was heard. */
    public void agent(TurnRecord turn) {
        String said = turn.agentText();
        String heard = turn.agentTextHeard();
        if (said == null || heard == null || heard.equals(said)) {
            line("agent", "agent", said);
        } else if (said.startsWith(heard)) {
            raw(
                    "agent",
                    "agent",
                    HtmlPage.escape(heard)
                            + "<del title=\"cut off: the caller did not hear this\">"
                            + HtmlPage.escape(said.substring(heard.length()))
                            + "</del>");
        } else {
            line("agent", "agent", said);
            line("other", "heard", heard.isEmpty() ? null : heard);
        }
    }

    /** Ends a turn, with figures in words. */
    public void end(List<String> facts) {
        html.append("<p class=\"facts\">")
                .append(HtmlPage.escape(String.join(" · ", facts)))
                .append("</p></li>\n");
    }

    /** All turns so far. */
    public String html() {
        return html + "</ol>\n";
    }

    private void raw(String style, String who, String content) {
        html.append("<div class=\"line ")
                .append(style)
                .append("\"><i>")
                .append(who)
                .append("</i> <span>")
                .append(content)
                .append("</span></div>");
    }
}
