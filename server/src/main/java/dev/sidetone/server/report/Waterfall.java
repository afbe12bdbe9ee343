/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.report;

import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Inline SVG of the turns' latency: for each turn the server's parts, one after the other from the
 * end of speech on, and under them the caller's own clock where it is known. All turns share one
 * scale. Places along the time axis are percentages and text stands above its bars, so that the
 * picture fits any width without its text shrinking.
 */
public final class Waterfall {

    private static final int ROW = 52;
    private static final int TOP = 26;
    private static final double PERCENT = 100;

    /** Axis texts nearer to an edge than this would be cut if they were centred. */
    private static final double EDGE = 6;

    /** A part of no time at all can still be seen and pointed at. */
    private static final double THINNEST = 0.15;

    private static final double SMALLEST_SCALE_MS = 100;

    private final StringBuilder svg = new StringBuilder();
    private final List<TurnRecord> turns;
    private final Function<TurnRecord, String> naming;
    private final double fromMs;
    private final double toMs;

    private Waterfall(List<TurnRecord> turns, Function<TurnRecord, String> naming) {
        this.turns = turns;
        this.naming = naming;
        this.fromMs = turns.stream().mapToDouble(Waterfall::earliest).min().orElse(0);
        this.toMs =
                turns.stream().mapToDouble(Waterfall::latest).max().orElse(0)
                        + SMALLEST_SCALE_MS / 4;
    }

    /** The parts of the server's estimate, in their order. */
    private enum Kind {
        ENDPOINTING("endpointing", "p1"),
        FINAL("recogniser's final", "p2"),
        TOKEN("first token", "p3"),
        SENTENCE("first sentence", "p4"),
        AUDIO("first audio", "p5"),
        EGRESS("egress", "p6");

        private final String name;
        private final String style;

        Kind(String name, String style) {
            this.name = name;
            this.style = style;
        }
    }

    /** One part of the server's estimate. */
    public record Part(String name, String style, double ms) {}

    /**
     * The picture, or an empty text when no turn has a latency.
     *
     * @param naming how a turn is called in it
     */
    public static String svg(List<TurnRecord> all, Function<TurnRecord, String> naming) {
        List<TurnRecord> turns =
                all.stream()
                        .filter(turn -> turn.mrlMs() != null || turn.serverMrlMs() != null)
                        .toList();
        return turns.isEmpty() ? "" : new Waterfall(turns, naming).draw();
    }

    /**
     * What the colours of the picture mean.
     *
     * @param ear whether the caller's clock is known
     */
    public static String legend(boolean ear) {
        StringBuilder html = new StringBuilder("<ul class=\"legend keyed\">");
        for (Kind kind : Kind.values()) {
            HtmlPage.legendEntry(html, "bar " + kind.style, kind.name);
        }
        if (ear) {
            HtmlPage.legendEntry(html, "bar ear", "caller's clock");
        }
        return html.append("</ul>\n").toString();
    }

    /** What the parts are called, in their order. */
    public static List<String> partNames() {
        return Arrays.stream(Kind.values()).map(kind -> kind.name).toList();
    }

    /** The parts' milliseconds in that order; null for what is not known. */
    public static List<@Nullable Double> partsMs(TurnRecord turn) {
        return Arrays.asList(
                turn.endpointingMs(),
                turn.sttFinalMs(),
                turn.llmFirstTokenMs(),
                turn.firstSentenceMs(),
                turn.ttsFirstAudioMs(),
                turn.egressMs());
    }

    /** The server's parts in their order; what is not known is left out. */
    public static List<Part> parts(TurnRecord turn) {
        List<Part> parts = new ArrayList<>();
        List<@Nullable Double> partsMs = partsMs(turn);
        for (int i = 0; i < partsMs.size(); i++) {
            Double ms = partsMs.get(i);
            if (ms != null) {
                Kind kind = Kind.values()[i];
                parts.add(new Part(kind.name, kind.style, ms));
            }
        }
        return parts;
    }

    private static double earliest(TurnRecord turn) {
        return Math.min(0, turn.mrlMs() == null ? 0 : turn.mrlMs());
    }

    private static double latest(TurnRecord turn) {
        double server = parts(turn).stream().mapToDouble(Part::ms).sum();
        return Math.max(
                Math.max(SMALLEST_SCALE_MS, server), turn.mrlMs() == null ? 0 : turn.mrlMs());
    }

    private String draw() {
        int height = TOP + turns.size() * ROW;
        svg.append(
                        "<svg class=\"waterfall\" role=\"img\" aria-label=\"Latency of each turn; the table after it has the numbers\" width=\"100%\" height=\"")
                .append(height)
                .append("\" xmlns=\"http://www.w3.org/2000/svg\">\n");
        grid(height);
        for (int i = 0; i < turns.size(); i++) {
            row(turns.get(i), TOP + i * ROW);
        }
        return svg.append("</svg>\n").toString();
    }

    private void grid(int height) {
        double span = toMs - fromMs;
        double stepMs = span > 4000 ? 1000 : span > 1500 ? 500 : span > 600 ? 200 : 100;
        for (double ms = Math.ceil(fromMs / stepMs) * stepMs; ms <= toMs; ms += stepMs) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<line class=\"grid\" x1=\"%1$.2f%%\" x2=\"%1$.2f%%\" y1=\"%2$d\" y2=\"%3$d\"/><text class=\"axis %4$s\" x=\"%1$.2f%%\" y=\"14\">%5$.0f ms</text>%n",
                            x(ms),
                            TOP - 6,
                            height,
                            x(ms) < EDGE ? "first" : x(ms) > PERCENT - EDGE ? "last" : "",
                            ms));
        }
    }

    private void row(TurnRecord turn, int y) {
        svg.append("<text class=\"label\" x=\"0\" y=\"")
                .append(y + 14)
                .append("\">")
                .append(label(turn))
                .append("</text>\n");
        double atMs = 0;
        for (Part part : parts(turn)) {
            bar(
                    part.style,
                    atMs,
                    atMs + part.ms,
                    y + 20,
                    16,
                    part.name + " " + Math.round(part.ms) + " ms");
            atMs += part.ms;
        }
        if (turn.mrlMs() != null) {
            double mrlMs = turn.mrlMs();
            bar(
                    "ear",
                    Math.min(0, mrlMs),
                    Math.max(0, mrlMs),
                    y + 38,
                    6,
                    "caller's clock " + Math.round(mrlMs) + " ms");
        }
    }

    private String label(TurnRecord turn) {
        String name = HtmlPage.escape(naming.apply(turn));
        Double heardMs = turn.mrlMs();
        Double serverMs = turn.serverMrlMs();
        if (heardMs == null) {
            return name + ": " + HtmlPage.ms(serverMs);
        }
        return String.format(
                Locale.ROOT,
                "%s: %s, server %s%s",
                name,
                HtmlPage.ms(heardMs),
                HtmlPage.ms(serverMs),
                serverMs == null ? "" : String.format(Locale.ROOT, " (%+.1f)", serverMs - heardMs));
    }

    private void bar(String style, double from, double to, int y, int height, String title) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%.2f%%\" y=\"%d\" width=\"%.2f%%\" height=\"%d\"><title>%s</title></rect>%n",
                        style,
                        x(from),
                        y,
                        Math.max(THINNEST, x(to) - x(from)),
                        height,
                        title));
    }

    /** Place on the time axis, in per cent of the picture's width. */
    private double x(double ms) {
        return (ms - fromMs) / (toMs - fromMs) * PERCENT;
    }
}
