/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.report;

import dev.sidetone.server.report.Waveform.Voices;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Both voices of a call on one time line, as HTML: a row of SVG pieces of equal length that the
 * page wraps to its width, so that a second is as wide on a phone as on a desk. However long the
 * call, there are at most {@value #MOST_PIECES} pieces of bounded size (of a call up to a day).
 */
public final class Timeline {

    static final int MOST_PIECES = 24;

    /** Lengths of a piece, in seconds: all divide well into the axis' steps. */
    private static final List<Integer> PIECE_S =
            List.of(8, 12, 20, 30, 60, 120, 300, 600, 1200, 3600);

    private static final double MS = 1000;

    private Timeline() {}

    /**
     * The pieces, in their frame.
     *
     * @param voices null where nothing was recorded
     */
    public static String html(CallTimes times, @Nullable Voices voices) {
        double pieceMs = pieceMs(times.endMs());
        StringBuilder html = new StringBuilder("<div class=\"timeline\">\n");
        int pieces = (int) Math.max(1, Math.ceil(times.endMs() / pieceMs));
        for (int i = 0; i < pieces; i++) {
            html.append(new TimelinePiece(times, i * pieceMs, (i + 1) * pieceMs, voices).draw());
        }
        return html.append("</div>\n").toString();
    }

    /** The shortest length of which few enough cover the call. */
    public static double pieceMs(double callMs) {
        for (int s : PIECE_S) {
            if (s * MS * MOST_PIECES >= callMs) {
                return s * MS;
            }
        }
        return PIECE_S.getLast() * MS;
    }

    /**
     * What the marks in the picture mean; only what the picture holds.
     *
     * @param voices whether there was a recording
     */
    public static String legend(CallTimes times, boolean voices) {
        StringBuilder html = new StringBuilder("<ul class=\"legend keyed\">");
        if (voices) {
            HtmlPage.legendEntry(html, "wave caller", "the caller's voice");
            HtmlPage.legendEntry(html, "wave agent", "the agent's voice, as heard");
            HtmlPage.legendEntry(html, "bar caller", "speech");
        }
        if (times.turns().stream().anyMatch(turn -> turn.answerMs() != null)) {
            HtmlPage.legendEntry(html, "bar wait", "waiting for the answer");
        }
        if (times.interrupted()) {
            HtmlPage.legendEntry(html, "bar stop", "interrupted, still heard");
        }
        if (times.has(CallTimes.Kind.CLEAR)) {
            HtmlPage.legendEntry(html, "bar clear", "clear, and what it dropped unheard");
        }
        if (times.has(CallTimes.Kind.MARK)) {
            HtmlPage.legendEntry(html, "mark", "mark: all before it was played");
        }
        if (times.has(CallTimes.Kind.KEY)) {
            HtmlPage.legendEntry(html, "key", "key pressed");
        }
        return html.append("</ul>\n").toString();
    }
}
