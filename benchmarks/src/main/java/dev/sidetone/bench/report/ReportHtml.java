/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code report.html} of one or a few calls; well-formed XML. */
public final class ReportHtml extends HtmlPage {

    private static final String DEFINITION =
            "Mouth to ear: from the end of the caller's speech, as annotated in the audio it plays, to the first audible "
                    + "sample of the answer as the carrier plays it. Audible: a 10 ms block above −45 dBFS.";

    private ReportHtml() {}

    /** The page. */
    public static String render(RunReport run) {
        return new ReportHtml().page(run);
    }

    private String page(RunReport run) {
        open("Sidetone " + run.tool(), "");
        header(run);
        for (CallOutcome outcome : run.calls()) {
            call(outcome, run.calls().size() > 1);
        }
        machine(run);
        return close();
    }

    private void header(RunReport run) {
        boolean good = run.succeeded();
        html.append("<header><p class=\"outcome ").append(good ? "good" : "bad").append("\">");
        html.append(good ? "As asked" : "Not as asked")
                .append("</p><h1>Sidetone ")
                .append(escape(run.tool()))
                .append("</h1><p>");
        html.append(escape(run.startedAt().truncatedTo(ChronoUnit.SECONDS).toString()))
                .append("</p></header>\n<section class=\"cards\">");
        card("mouth-to-ear, median", ms(run.mrl().p50()));
        card("mouth-to-ear, p95", ms(run.mrl().p95()));
        card("added to endpointing, p95", ms(run.addedMrl().p95()));
        card("server's estimate off by, p95", ms(run.serverOffBy().p95()));
        card("barge-in, stop", ms(run.bargeInStop().max()));
        html.append("</section>\n");
        percentiles(run);
        if (!run.self().valid()) {
            html.append("<p class=\"bad\">The caller's own sends were late (p99 ")
                    .append(ms(run.self().lateSendsP99Ms()))
                    .append("): this run is not valid.</p>\n");
        }
        checks(run.checks());
    }

    private void percentiles(RunReport run) {
        table("figures", "Summary, in milliseconds", "");
        heads("", "count", "p50", "p90", "p95", "p99", "max");
        percentiles("mouth to ear, caller's clock", run.mrl(), 0);
        percentiles("added to the silence asked for", run.addedMrl(), 0);
        percentiles("server's estimate − caller's clock", run.serverDiff(), 0);
        percentiles("the same, whichever way", run.serverOffBy(), 0);
        percentiles("barge-in, onset to silence", run.bargeInStop(), 0);
        endTable();
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
                    .append("lower bar: the caller's own clock.</p>");
            html.append(
                            "<p class=\"legend\"><span class=\"p1\">endpointing</span> <span class=\"p2\">recogniser's final</span> ")
                    .append(
                            "<span class=\"p3\">first token</span> <span class=\"p4\">first sentence</span> ")
                    .append(
                            "<span class=\"p5\">first audio</span> <span class=\"p6\">egress</span> <span class=\"ear\">caller's clock</span></p>\n");
            html.append(picture);
            parts(outcome.turns());
        }
        turns(outcome);
        counts(outcome);
        html.append("</section>\n");
    }

    private void parts(List<TurnRecord> turns) {
        table("figures", "Parts of each turn", "Milliseconds; – is not known");
        heads(
                "turn",
                "caller",
                "server",
                "difference",
                "at arrival",
                "silence asked for",
                "endpointing",
                "final",
                "token",
                "sentence",
                "audio",
                "egress");
        for (TurnRecord turn : turns) {
            if (turn.mrlMs() == null && turn.serverMrlMs() == null) {
                continue;
            }
            rowHead(Integer.toString(turn.turn()));
            cell("<b>" + plain(turn.mrlMs(), 0) + "</b>");
            cell(plain(turn.serverMrlMs(), 0));
            Double difference = RunReport.serverDiffMs(turn);
            cell(difference == null ? "–" : String.format(Locale.ROOT, "%+.1f", difference));
            cell(plain(turn.mrlArrivalMs(), 0));
            cell(plain(turn.endpointingTargetMs(), 0));
            cell(plain(turn.endpointingMs(), 0));
            cell(plain(turn.sttFinalMs(), 0));
            cell(plain(turn.llmFirstTokenMs(), 0));
            cell(plain(turn.firstSentenceMs(), 0));
            cell(plain(turn.ttsFirstAudioMs(), 0));
            cell(plain(turn.egressMs(), 0));
            html.append("</tr>\n");
        }
        endTable();
    }

    private void turns(CallOutcome outcome) {
        html.append("<h2>Who said what</h2>");
        table("turns", "Who said what", "");
        heads("turn", "mouth to ear", "said, heard, interrupted");
        for (int i = 0; i < outcome.turns().size(); i++) {
            row(outcome.turns().get(i), outcome.call().turns().get(i));
        }
        endTable();
    }

    private void row(TurnRecord turn, TurnFigures figures) {
        rowHead(Integer.toString(turn.turn()));
        cell(mouthToEar(turn, figures));
        html.append("<td class=\"said\">");
        String said = figures.turn().text();
        line("caller", said == null ? turn.callerText() : said);
        if (said != null && !figures.turn().keys() && !said.equals(turn.callerText())) {
            line(
                    "heard as",
                    turn.callerText() == null ? "(nothing understood)" : turn.callerText());
        }
        line("agent", turn.agentText() == null ? "(not known)" : turn.agentText());
        if (turn.agentTextHeard() != null && !turn.agentTextHeard().equals(turn.agentText())) {
            line("heard", turn.agentTextHeard() + " [interrupted]");
        }
        if (turn.bargedIn()) {
            line(
                    "barge-in",
                    "silent after "
                            + ms(turn.bargeInStopMs())
                            + ", cleared after "
                            + ms(turn.bargeInClearMs()));
        }
        line("gaps", gaps(figures));
        html.append("</td></tr>\n");
    }

    /** The latency, or in a word why there is none. */
    private static String mouthToEar(TurnRecord turn, TurnFigures figures) {
        if (turn.turn() == 0) {
            return "greeting";
        }
        if (figures.turn().keys()) {
            return "keys";
        }
        return turn.mrlMs() == null ? "no answer" : ms(turn.mrlMs());
    }

    private static String gaps(TurnFigures figures) {
        if (figures.gaps() > 0) {
            return figures.gaps() + ", longest " + ms(figures.longestGapMs());
        }
        return figures.answerMs() > 0 ? "none" : "no answer to have any";
    }

    private void line(String who, @Nullable String text) {
        if (text != null) {
            html.append("<div><i>")
                    .append(who)
                    .append("</i> <span>")
                    .append(escape(text))
                    .append("</span></div>");
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
                .append(" protocol warnings. ")
                .append(
                        counts.echo() == null
                                ? "Lost frames: not known, only an echo tells what must come back."
                                : "Of the frames sent: " + counts.echo() + ".");
        if (!outcome.nextVerb().isEmpty()) {
            html.append(" After the stream: ").append(escape(outcome.nextVerb())).append('.');
        }
        html.append("</p>");
    }

    private void machine(RunReport run) {
        html.append("<footer><h2>How it was measured</h2><dl>");
        machine(run.machine());
        term(
                "caller",
                String.format(
                        Locale.ROOT,
                        "sends late by %.2f ms at p99, %.2f of a core: the run is %s",
                        run.self().lateSendsP99Ms(),
                        run.self().cpuShare(),
                        run.self().valid() ? "valid" : "not valid"));
        run.config().forEach(this::term);
        html.append("</dl><p>").append(DEFINITION).append("</p></footer>\n");
    }

    private static String ms(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.0f ms", value);
    }
}
