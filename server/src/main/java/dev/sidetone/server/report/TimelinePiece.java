/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.report;

import dev.sidetone.server.report.Waveform.Voices;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a call's timeline as one SVG, above the caller, below the agent; without a recording
 * the waits alone. Places along the time axis are per cent of the width, so that text keeps its
 * size at any width; what does not fit a phone's width beside its neighbour is left out, its
 * tooltip stays.
 */
final class TimelinePiece {

    /** Strokes of the waveform. */
    static final int COLUMNS = 240;

    private static final int CALLER_Y = 20;
    private static final int LANE = 46;
    private static final int AGENT_Y = 92;
    private static final int SPEECH = 3;
    private static final int POINTS_Y = 146;
    private static final Layout VOICED = new Layout(74, 158);
    private static final Layout BARE = new Layout(22, 46);

    /** Points nearer than this share one sign. */
    private static final double NEAR_PERCENT = 1.5;

    /** Of points that share a sign, so many are named. */
    private static final int NAMED = 3;

    private static final double PERCENT = 100;
    private static final double MS = 1000;
    private static final int TICKS = 4;

    private final StringBuilder svg = new StringBuilder();
    private final CallTimes times;
    private final double fromMs;
    private final double toMs;
    private final @Nullable Voices voices;
    private final Layout layout;

    /**
     * Where things lie, from above.
     *
     * @param waitY upper edge of the waits
     * @param bottom lower edge of the turns, above the axis
     */
    private record Layout(int waitY, int bottom) {
        int axisY() {
            return bottom + 14;
        }

        int height() {
            return bottom + 18;
        }
    }

    TimelinePiece(CallTimes times, double fromMs, double toMs, @Nullable Voices voices) {
        this.times = times;
        this.fromMs = fromMs;
        this.toMs = toMs;
        this.voices = voices;
        this.layout = voices == null ? BARE : VOICED;
    }

    /** The piece, in a box that knows its place in time. */
    String draw() {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<div class=\"piece\" data-from=\"%.0f\" data-to=\"%.0f\">",
                        fromMs,
                        toMs));
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg width=\"100%%\" height=\"%d\" role=\"img\" aria-label=\"The call from second %.0f to second %.0f\" xmlns=\"http://www.w3.org/2000/svg\">%n",
                        layout.height(),
                        fromMs / MS,
                        toMs / MS));
        turns();
        axis();
        if (voices != null) {
            wave("caller", voices.caller(), CALLER_Y);
            wave("agent", voices.agent(), AGENT_Y);
            speech("caller", times.callerSpeech(), CALLER_Y + LANE + 1);
            speech("agent", times.agentSpeech(), AGENT_Y + LANE + 1);
            interruptions();
            points();
        }
        waits();
        labels();
        return svg.append("</svg></div>\n").toString();
    }

    private void turns() {
        for (CallTimes.Turn turn : times.turns()) {
            band(
                    "turn" + (turn.number() % 2 == 0 ? " even" : ""),
                    turn.fromMs(),
                    turn.toMs(),
                    new Row(0, layout.bottom()),
                    turnTitle(turn));
        }
        if (shows(times.endMs(), times.endMs())) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<line class=\"end\" x1=\"%1$.2f%%\" x2=\"%1$.2f%%\" y1=\"0\" y2=\"%2$d\"><title>end of the call, %3$.2f s</title></line>%n",
                            x(times.endMs()),
                            layout.bottom(),
                            times.endMs() / MS));
        }
    }

    private static String turnTitle(CallTimes.Turn turn) {
        String name = HtmlPage.turnName(turn.number());
        return String.format(
                Locale.ROOT, "%s, %.2f s to %.2f s", name, turn.fromMs() / MS, turn.toMs() / MS);
    }

    private void axis() {
        double stepMs = (toMs - fromMs) / TICKS;
        for (int i = 0; i < TICKS; i++) {
            double atMs = fromMs + i * stepMs;
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<line class=\"grid\" x1=\"%1$.2f%%\" x2=\"%1$.2f%%\" y1=\"0\" y2=\"%2$d\"/><text class=\"axis\" x=\"%1$.2f%%\" dx=\"3\" y=\"%3$d\">%4$s</text>%n",
                            x(atMs),
                            layout.axisY(),
                            layout.axisY(),
                            clock(atMs)));
        }
    }

    /** Seconds, as all figures of the page; minutes where a call has many. */
    private String clock(double ms) {
        long s = Math.round(ms / MS);
        return times.endMs() < 180 * MS
                ? s + " s"
                : String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60);
    }

    private void wave(String who, Waveform voice, int y) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line class=\"base\" x1=\"0\" x2=\"100%%\" y1=\"%1$d\" y2=\"%1$d\"/><svg y=\"%2$d\" width=\"100%%\" height=\"%3$d\" viewBox=\"0 0 %4$d %5$d\" preserveAspectRatio=\"none\"><path class=\"wave %6$s\" d=\"%7$s\"/></svg>%n",
                        y + LANE / 2,
                        y,
                        LANE,
                        COLUMNS,
                        Waveform.PATH_HEIGHT,
                        who,
                        voice.path(fromMs, toMs, COLUMNS)));
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text class=\"who %s\" x=\"3\" y=\"%d\">%s</text>%n",
                        who,
                        y + 9,
                        who));
    }

    private void speech(String who, List<CallTimes.Span> spans, int y) {
        for (CallTimes.Span span : spans) {
            band(
                    "speech " + who,
                    span.fromMs(),
                    span.toMs(),
                    new Row(y, SPEECH),
                    String.format(
                            Locale.ROOT,
                            "%s speaks, %.2f s to %.2f s",
                            who,
                            span.fromMs() / MS,
                            span.toMs() / MS));
        }
    }

    private void interruptions() {
        for (CallTimes.Turn turn : times.turns()) {
            Double silentMs = turn.silentMs();
            if (silentMs != null) {
                band(
                        "stop",
                        turn.fromMs(),
                        silentMs,
                        new Row(AGENT_Y - 2, LANE + 8),
                        String.format(
                                Locale.ROOT,
                                "turn %d interrupts the agent, who is heard for another %.0f ms",
                                turn.number(),
                                silentMs - turn.fromMs()));
            }
        }
    }

    private void waits() {
        for (CallTimes.Turn turn : times.turns()) {
            Double answerMs = turn.answerMs();
            if (answerMs != null) {
                band(
                        "wait",
                        Math.min(turn.speechEndMs(), answerMs),
                        Math.max(turn.speechEndMs(), answerMs),
                        new Row(layout.waitY(), 14),
                        String.format(
                                Locale.ROOT,
                                "turn %d: the answer begins %.0f ms %s the caller has ended",
                                turn.number(),
                                Math.abs(answerMs - turn.speechEndMs()),
                                answerMs < turn.speechEndMs() ? "before" : "after"));
            }
        }
    }

    private void points() {
        for (CallTimes.Kind kind : CallTimes.Kind.values()) {
            List<CallTimes.Point> near = new ArrayList<>();
            for (CallTimes.Point point : times.points()) {
                if (point.kind() != kind || !within(point.atMs())) {
                    continue;
                }
                if (kind == CallTimes.Kind.CLEAR) {
                    dropped(point);
                }
                if (!near.isEmpty() && x(point.atMs()) - x(near.getFirst().atMs()) > NEAR_PERCENT) {
                    sign(near);
                    near.clear();
                }
                near.add(point);
            }
            if (!near.isEmpty()) {
                sign(near);
            }
        }
    }

    private void dropped(CallTimes.Point clear) {
        band(
                "dropped",
                clear.atMs(),
                clear.atMs() + clear.lengthMs(),
                new Row(AGENT_Y + 4, LANE - 8),
                clear.title());
    }

    /** One sign for points that lie close together. */
    private void sign(List<CallTimes.Point> near) {
        CallTimes.Point first = near.getFirst();
        StringBuilder title = new StringBuilder();
        near.stream().limit(NAMED).forEach(point -> title.append(point.title()).append('\n'));
        if (near.size() > NAMED) {
            title.append("and ").append(near.size() - NAMED).append(" more");
        }
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg class=\"%s\" x=\"%.2f%%\" overflow=\"visible\"><title>%s</title>%s</svg>%n",
                        first.kind().name().toLowerCase(Locale.ROOT),
                        x(first.atMs()),
                        HtmlPage.escape(title.toString().strip()),
                        switch (first.kind()) {
                            case MARK -> "<path d=\"M0 " + POINTS_Y + "l4 9h-8z\"/>";
                            case CLEAR ->
                                    "<path class=\"line\" d=\"M0 %dV%d\"/><path class=\"cross\" d=\"M-4 %dl8 8m0-8l-8 8\"/>"
                                            .formatted(AGENT_Y - 2, POINTS_Y, POINTS_Y + 1);
                            case KEY ->
                                    "<circle cy=\"%d\" r=\"8\"/><text y=\"%d\">%s</text>"
                                            .formatted(
                                                    CALLER_Y + LANE / 2,
                                                    CALLER_Y + LANE / 2 + 4,
                                                    HtmlPage.escape(first.text()));
                        }));
    }

    private void labels() {
        LabelRow names = new LabelRow("name", 13);
        LabelRow waits = new LabelRow("took", layout.waitY() + 11);
        for (CallTimes.Turn turn : times.turns()) {
            if (within(turn.fromMs())) {
                name(names, turn);
            }
            Double answerMs = turn.answerMs();
            if (answerMs != null && within(answerMs)) {
                double fromMs = Math.min(answerMs, turn.speechEndMs());
                double untilMs = Math.max(answerMs, turn.speechEndMs());
                String text = HtmlPage.ms(turn.latencyMs());
                if (!waits.right(svg, x(untilMs), text)) {
                    waits.left(svg, x(fromMs), text);
                }
            }
        }
    }

    /** As much of a turn's name as there is room for. */
    private void name(LabelRow names, CallTimes.Turn turn) {
        double x = x(turn.fromMs());
        String number = Integer.toString(turn.number());
        String name = HtmlPage.turnName(turn.number());
        if (turn.silentMs() != null && names.right(svg, x, name + " interrupts")) {
            return;
        }
        if (!names.right(svg, x, name) && !names.right(svg, x, number)) {
            names.left(svg, x, name);
        }
    }

    /** Upper edge and height of a band. */
    private record Row(int y, int height) {}

    /** A stretch of time, as far as it lies in this piece. */
    private void band(String style, double bandFromMs, double bandToMs, Row row, String title) {
        if (!shows(bandFromMs, bandToMs)) {
            return;
        }
        double from = Math.max(0, x(bandFromMs));
        double to = Math.min(PERCENT, x(bandToMs));
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%.2f%%\" y=\"%d\" width=\"%.2f%%\" height=\"%d\"><title>%s</title></rect>%n",
                        style,
                        from,
                        row.y,
                        Math.max(0, to - from),
                        row.height,
                        HtmlPage.escape(title)));
    }

    private boolean shows(double bandFromMs, double bandToMs) {
        return bandToMs >= fromMs && bandFromMs < toMs;
    }

    private boolean within(double ms) {
        return ms >= fromMs && ms < toMs;
    }

    private double x(double ms) {
        return (ms - fromMs) / (toMs - fromMs) * PERCENT;
    }
}
