/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.server.report.CallTimes;
import dev.sidetone.server.report.Timeline;
import dev.sidetone.server.report.Waterfall;
import dev.sidetone.server.report.Waveform;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code report.html} of one or a few calls; well-formed XML. */
public final class ReportHtml extends RunPage {

    private static final String DEFINITION =
            "Mouth to ear: from the end of the caller's speech, as annotated in the audio it plays, to the first audible "
                    + "sample of the answer as the carrier plays it. Audible: a 10 ms block above −45 dBFS.";

    private static final DateTimeFormatter STARTED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final String SCRIPT = resource(ReportHtml.class, "report.js");

    private ReportHtml() {}

    /**
     * The page.
     *
     * @param recordings one a call, in their order
     */
    static String render(RunReport run, List<Recording> recordings) {
        return new ReportHtml().page(run, recordings);
    }

    private String page(RunReport run, List<Recording> recordings) {
        open("Sidetone " + run.tool(), "", SCRIPT);
        header(run, recordings);
        for (int i = 0; i < run.calls().size(); i++) {
            call(run.calls().get(i), recordings.get(i), run.calls().size() > 1);
        }
        percentiles(run);
        machine(run);
        script(SCRIPT);
        return close();
    }

    private void header(RunReport run, List<Recording> recordings) {
        boolean good = run.succeeded();
        html.append("<header><p class=\"outcome ")
                .append(good ? "good\">As asked" : "bad\">Not as asked")
                .append("</p><h1>Sidetone ")
                .append(escape(run.tool()))
                .append("</h1><p>")
                .append(escape(STARTED.format(run.startedAt())))
                .append("</p><p class=\"story\">")
                .append(escape(String.join(" ", Story.of(run, recordings))))
                .append("</p></header>\n<section class=\"cards\">");
        card("mouth-to-ear, median", ms(run.mrl().p50()));
        card("mouth-to-ear, p95", ms(run.mrl().p95()));
        card("added to endpointing, p95", ms(run.addedMrl().p95()));
        card("server's estimate off by, p95", ms(run.serverOffBy().p95()));
        card("barge-in, stop", ms(run.bargeInStop().max()));
        html.append("</section>\n");
        if (!run.self().valid()) {
            html.append("<p class=\"bad\">The caller's own sends were late (p99 ")
                    .append(ms(run.self().lateSendsP99Ms()))
                    .append("): this run is not valid.</p>\n");
        }
        checks(
                run.calls().size() == 1
                        ? Stream.concat(
                                        run.checks().stream(),
                                        run.calls().getFirst().checks().stream())
                                .toList()
                        : run.checks());
    }

    private void percentiles(RunReport run) {
        html.append("<h2>Percentiles</h2>");
        table("figures", "Percentiles", "Milliseconds, of all turns");
        heads("", "count", "p50", "p90", "p95", "p99", "max");
        percentiles("mouth to ear, caller's clock", run.mrl(), 0);
        percentiles("added to the silence asked for", run.addedMrl(), 0);
        percentiles("server's estimate − caller's clock", run.serverDiff(), 1);
        percentiles("the same, whichever way", run.serverOffBy(), 1);
        percentiles("barge-in, onset to silence", run.bargeInStop(), 0);
        endTable();
    }

    private void call(CallOutcome outcome, Recording recording, boolean titled) {
        CallResult call = outcome.call();
        html.append("<section class=\"call\">");
        if (titled) {
            html.append("<h2>Call ").append(escape(call.callSid())).append("</h2>");
        }
        if (!call.completed()) {
            html.append("<p class=\"bad\">The call failed: ")
                    .append(escape(call.failure()))
                    .append("</p>");
        }
        if (titled) {
            checks(outcome.checks());
        }
        heard(call, recording);
        String picture = Waterfall.svg(outcome.turns(), turn -> turnName(turn.turn()));
        if (!picture.isEmpty()) {
            html.append(
                            "<h2>Where the time went</h2><p class=\"note\">From the caller's end of speech on. Upper bar: the parts of the server's estimate; ")
                    .append("lower bar: the caller's own clock, which decides.</p>")
                    .append(Waterfall.legend(true))
                    .append(picture);
            parts(outcome.turns());
        }
        html.append("<h2>Said and heard</h2>");
        if (outcome.turns().isEmpty()) {
            html.append("<p>The call had no turns.</p>");
        } else {
            html.append(SaidAndHeard.html(outcome));
        }
        counts(outcome);
        html.append("</section>\n");
    }

    private void heard(CallResult call, Recording recording) {
        html.append("<h2>What happened</h2>");
        if (recording.empty()) {
            html.append("<p>No audio went either way: there is nothing to draw or to play.</p>");
            return;
        }
        CallTimes times = TracedCall.times(call, recording);
        html.append(
                        "<p class=\"note\">Above the caller as spoken, below the agent as the caller heard it")
                .append(
                        "<span class=\"scripted\" hidden=\"hidden\">; a click plays from there</span>.")
                .append(" In the recording the caller is left, the agent right.</p>")
                .append("<audio controls=\"controls\" preload=\"metadata\" src=\"")
                .append(escape(recording.source()))
                .append("\"></audio>\n")
                .append(Timeline.legend(times, true))
                .append(
                        Timeline.html(
                                times, new Waveform.Voices(recording.caller(), recording.agent())));
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
}
