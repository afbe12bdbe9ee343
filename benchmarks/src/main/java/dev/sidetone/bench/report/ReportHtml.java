/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code report.html}: one file, nothing from the network, well-formed XML, every text escaped. */
public final class ReportHtml {

    private final StringBuilder html = new StringBuilder();

    private ReportHtml() {}

    /** The page. */
    public static String render(RunReport run) {
        return new ReportHtml().page(run);
    }

    private String page(RunReport run) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>")
                .append(
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><title>Sidetone ")
                .append(escape(run.tool()))
                .append("</title><style>")
                .append(styles())
                .append("</style></head>\n<body><main>\n");
        header(run);
        for (CallOutcome outcome : run.calls()) {
            call(outcome, run.calls().size() > 1);
        }
        machine(run);
        return html.append("</main></body></html>\n").toString();
    }

    private void header(RunReport run) {
        boolean good = run.succeeded();
        html.append("<header><p class=\"outcome ").append(good ? "good" : "bad").append("\">");
        html.append(good ? "As asked" : "Not as asked")
                .append("</p><h1>Sidetone ")
                .append(escape(run.tool()))
                .append("</h1><p>");
        html.append(escape(run.startedAt().toString()))
                .append("</p></header>\n<section class=\"cards\">");
        card("mouth-to-ear, median", ms(run.mrl().p50()));
        card("mouth-to-ear, p95", ms(run.mrl().p95()));
        card("added to endpointing, p95", ms(run.addedMrl().p95()));
        card("server's estimate off by, p95", signed(run.serverDiff().p95()));
        card("barge-in, stop", ms(run.bargeInStop().max()));
        html.append("</section>\n");
        if (!run.self().valid()) {
            html.append("<p class=\"bad\">The caller's own sends were late (p99 ")
                    .append(ms(run.self().lateSendsP99Ms()))
                    .append("): this run is not valid.</p>\n");
        }
        checks(run.checks());
    }

    private void card(String name, String value) {
        html.append("<div><b>")
                .append(value)
                .append("</b><span>")
                .append(escape(name))
                .append("</span></div>");
    }

    private void checks(List<Check> checks) {
        if (checks.isEmpty()) {
            return;
        }
        html.append("<ul class=\"checks\">");
        for (Check check : checks) {
            html.append("<li class=\"").append(check.held() ? "good" : "bad").append("\">");
            html.append(check.held() ? "✓ " : "✗ ").append(escape(check.name()));
            if (!check.detail().isEmpty()) {
                html.append(": ").append(escape(check.detail()));
            }
            html.append("</li>");
        }
        html.append("</ul>\n");
    }

    private void call(CallOutcome outcome, boolean titled) {
        CallResult call = outcome.call();
        html.append("<section>");
        if (titled) {
            html.append("<h2>Call ").append(escape(call.callSid())).append("</h2>");
        }
        if (!call.completed()) {
            html.append("<p class=\"bad\">The call failed: ")
                    .append(escape(call.failure()))
                    .append("</p>");
        }
        checks(outcome.checks());
        String picture = Waterfall.svg(outcome.turns());
        if (!picture.isEmpty()) {
            html.append(
                            "<h2>Where the time went</h2><p class=\"note\">From the caller's end of speech. Upper bar: the server's parts; ")
                    .append(
                            "lower bar: the caller's own clock; numbers: caller's clock / server's estimate.</p>");
            html.append(
                            "<p class=\"legend\"><span class=\"p1\">endpointing</span> <span class=\"p2\">recogniser's final</span> ")
                    .append(
                            "<span class=\"p3\">first token</span> <span class=\"p4\">first sentence</span> ")
                    .append(
                            "<span class=\"p5\">first audio</span> <span class=\"p6\">egress</span> <span class=\"ear\">caller's clock</span></p>\n");
            html.append("<div class=\"scroll\">").append(picture).append("</div>");
        }
        turns(outcome);
        counts(outcome);
        html.append("</section>\n");
    }

    private void turns(CallOutcome outcome) {
        html.append(
                        "<h2>Turns</h2><div class=\"scroll\"><table><thead><tr><th>turn</th><th>said</th><th>mouth to ear</th><th>at arrival</th>")
                .append(
                        "<th>server</th><th>difference</th><th>barge-in</th><th>gaps</th></tr></thead><tbody>\n");
        for (int i = 0; i < outcome.turns().size(); i++) {
            row(outcome.turns().get(i), outcome.call().turns().get(i));
        }
        html.append("</tbody></table></div>\n");
    }

    private void row(TurnRecord turn, TurnFigures figures) {
        html.append("<tr><td>").append(turn.turn()).append("</td><td class=\"said\">");
        String said = figures.turn().text();
        line("caller", said == null ? turn.callerText() : said);
        if (said != null && turn.callerText() != null && !said.equals(turn.callerText())) {
            line("heard as", turn.callerText());
        }
        line("agent", turn.agentText());
        if (turn.agentTextHeard() != null && !turn.agentTextHeard().equals(turn.agentText())) {
            line("of which heard", turn.agentTextHeard());
        }
        html.append("</td><td>")
                .append(ms(turn.mrlMs()))
                .append("</td><td>")
                .append(ms(turn.mrlArrivalMs()));
        html.append("</td><td>")
                .append(ms(turn.serverMrlMs()))
                .append("</td><td>")
                .append(signed(RunReport.serverDiffMs(turn)));
        html.append("</td><td>");
        if (turn.bargedIn()) {
            html.append("stopped after ")
                    .append(ms(turn.bargeInStopMs()))
                    .append(", cleared after ")
                    .append(ms(turn.bargeInClearMs()));
        }
        html.append("</td><td>");
        if (figures.gaps() > 0) {
            html.append(figures.gaps()).append(", longest ").append(ms(figures.longestGapMs()));
        }
        html.append("</td></tr>\n");
    }

    private void line(String who, @Nullable String text) {
        if (text != null) {
            html.append("<div><i>")
                    .append(who)
                    .append("</i> ")
                    .append(escape(text))
                    .append("</div>");
        }
    }

    private void counts(CallOutcome outcome) {
        CallResult.Counts counts = outcome.call().counts();
        html.append("<p class=\"note\">")
                .append(counts.framesSent())
                .append(" frames sent, ")
                .append(counts.framesLate())
                .append(" late; ")
                .append(counts.framesReceived())
                .append(" received in ")
                .append(counts.messagesReceived())
                .append(" messages, at most ")
                .append(ms(counts.maxLookAheadMs()))
                .append(" ahead; ")
                .append(counts.clears())
                .append(" clears, ")
                .append(counts.marks())
                .append(" marks, ")
                .append(counts.warnings())
                .append(" protocol warnings.");
        if (!outcome.nextVerb().isEmpty()) {
            html.append(" After the stream: ").append(escape(outcome.nextVerb())).append('.');
        }
        html.append("</p>");
    }

    private void machine(RunReport run) {
        html.append("<footer><p>")
                .append(escape(run.machine().cpu()))
                .append(", ")
                .append(run.machine().cores())
                .append(" cores, ");
        html.append(run.machine().memoryMb())
                .append(" MB, ")
                .append(escape(run.machine().os()))
                .append(", ");
        html.append(escape(run.machine().jdk()))
                .append(". Caller: sends late by ")
                .append(ms(run.self().lateSendsP99Ms()));
        html.append(" at p99, ")
                .append(String.format(Locale.ROOT, "%.2f", run.self().cpuShare()))
                .append(" of a core.</p><p>");
        run.config()
                .forEach((name, value) ->
                        html.append(escape(name)).append(": ").append(escape(value)).append("  "));
        html.append("</p></footer>\n");
    }

    private static String ms(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.0f ms", value);
    }

    private static String signed(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%+.0f ms", value);
    }

    /** Text for XML, without what XML cannot hold. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '<' -> safe.append("&lt;");
                        case '>' -> safe.append("&gt;");
                        case '&' -> safe.append("&amp;");
                        case '"' -> safe.append("&quot;");
                        case '\'' -> safe.append("&#39;");
                        default ->
                                safe.appendCodePoint(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
                    }
                });
        return safe.toString();
    }

    private static String styles() {
        try (InputStream css = ReportHtml.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new IllegalStateException("report.css is not on the class path");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
