/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.run;

import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.bench.report.Check;
import dev.sidetone.bench.report.Percentiles;
import dev.sidetone.bench.report.RunReport;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The turns of a call as lines of at most 80 columns, with or without colour. */
public final class TurnTable {

    private static final int COLUMNS = 80;
    private static final int TEXT_FROM = 11;

    private final boolean colour;

    /** Lines with or without colour. */
    public TurnTable(boolean colour) {
        this.colour = colour;
    }

    /** One turn: who said what, and how long the answer took, by both clocks. */
    public List<String> turn(TurnRecord turn, TurnFigures figures) {
        List<String> lines = new ArrayList<>();
        String said = figures.turn().text();
        String caller = said == null ? turn.callerText() : said;
        if (caller != null) {
            say(lines, turn.turn() + " caller", caller, "36");
        }
        boolean misheard =
                said != null && turn.callerText() != null && !same(said, turn.callerText());
        if (misheard) {
            say(lines, "  heard as", String.valueOf(turn.callerText()), "2");
        }
        String agent = turn.agentText();
        say(
                lines,
                (caller == null ? turn.turn() + " " : "  ") + "agent",
                agent == null ? "(not known)" : agent,
                "32");
        if (turn.bargedIn()) {
            detail(
                    lines,
                    "interrupts the agent: silent after "
                            + ms(turn.bargeInStopMs())
                            + ", cleared after "
                            + ms(turn.bargeInClearMs()));
        }
        if (turn.mrlMs() != null || turn.serverMrlMs() != null) {
            detail(
                    lines,
                    "mouth to ear %s (%s at arrival) · server %s (%s)"
                            .formatted(
                                    ms(turn.mrlMs()),
                                    plain(turn.mrlArrivalMs()),
                                    plain(turn.serverMrlMs()),
                                    signed(RunReport.serverDiffMs(turn))));
        }
        if (turn.serverMrlMs() != null) {
            detail(
                    lines,
                    "endpoint\u00a0%s · stt\u00a0%s · llm\u00a0%s · sentence\u00a0%s · tts\u00a0%s · egress\u00a0%s"
                            .formatted(
                                    plain(turn.endpointingMs()),
                                    plain(turn.sttFinalMs()),
                                    plain(turn.llmFirstTokenMs()),
                                    plain(turn.firstSentenceMs()),
                                    plain(turn.ttsFirstAudioMs()),
                                    plain(turn.egressMs())));
        }
        if (figures.gaps() > 0) {
            detail(
                    lines,
                    figures.gaps()
                            + " gaps in the answer, the longest "
                            + ms(figures.longestGapMs()));
        }
        return lines;
    }

    /** What a whole run came to. */
    public List<String> summary(RunReport run) {
        List<String> lines = new ArrayList<>();
        lines.add("              count    p50    p95    max");
        summary(lines, "mouth to ear", run.mrl());
        summary(lines, "added", run.addedMrl());
        summary(lines, "server off by", run.serverOffBy());
        summary(lines, "barge-in stop", run.bargeInStop());
        String self =
                "caller: sends late by %.2f ms at p99, %.2f of a core%s"
                        .formatted(
                                run.self().lateSendsP99Ms(),
                                run.self().cpuShare(),
                                run.self().valid() ? "" : ": this run is NOT VALID");
        lines.add(paint(self, run.self().valid() ? "2" : "31"));
        return lines;
    }

    /** A check as a line, wrapped. */
    public List<String> check(Check check) {
        List<String> lines = new ArrayList<>();
        String text =
                check.detail().isEmpty() ? check.name() : check.name() + ": " + check.detail();
        List<String> wrapped = TextColumns.wrap(text, COLUMNS - 5);
        for (int i = 0; i < wrapped.size(); i++) {
            String mark = i > 0 ? "     " : mark(check.verdict());
            lines.add(paint(mark + wrapped.get(i), colour(check.verdict())));
        }
        return lines;
    }

    private static String mark(Check.Verdict verdict) {
        return switch (verdict) {
            case HELD -> "ok   ";
            case FAILED -> "FAIL ";
            case OVER -> "over ";
            case NOT_JUDGED -> "–    ";
        };
    }

    private static String colour(Check.Verdict verdict) {
        return switch (verdict) {
            case HELD -> "32";
            case FAILED -> "31";
            case OVER -> "33";
            case NOT_JUDGED -> "2";
        };
    }

    private static void summary(List<String> lines, String name, Percentiles values) {
        if (values.count() > 0) {
            lines.add(
                    "%-13s %5d %6s %6s %6s ms"
                            .formatted(
                                    name,
                                    values.count(),
                                    plain(values.p50()),
                                    plain(values.p95()),
                                    plain(values.max())));
        }
    }

    private void say(List<String> lines, String who, String text, String code) {
        List<String> wrapped = TextColumns.wrap(text, COLUMNS - TEXT_FROM);
        for (int i = 0; i < wrapped.size(); i++) {
            String label = i == 0 ? who : "";
            // a call of a thousand turns has a label as wide as its column
            lines.add(
                    paint(("%-" + (TEXT_FROM - 1) + "s ").formatted(label), "1")
                            + paint(wrapped.get(i), code));
        }
    }

    private void detail(List<String> lines, String text) {
        for (String line : TextColumns.wrap(text, COLUMNS - TEXT_FROM)) {
            lines.add(" ".repeat(TEXT_FROM) + paint(line.replace('\u00a0', ' '), "2"));
        }
    }

    private String paint(String text, String code) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private static boolean same(String said, String heard) {
        return normal(said).equals(normal(heard));
    }

    private static String normal(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip();
    }

    private static String ms(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.0f ms", value);
    }

    private static String plain(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.0f", value);
    }

    private static String signed(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%+.0f ms", value);
    }
}
