/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.report;

import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.server.store.CallRow;
import dev.sidetone.server.store.MrlSummary;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page of one call as the server knows it, without audio and without the caller's clock;
 * well-formed XML.
 */
public final class CallReport extends HtmlPage {

    private static final String GOOD = "success";
    private static final String NOTE =
            "The server keeps no recording and sits at one end of the line. It knows when it took the caller to have ended "
                    + "and when its answer left; what it heard is what the recogniser understood. Times are its own estimates.";
    private static final String DEFINITION =
            "Response: from the end of the caller's speech, as it arrived, to the first audible audio written to the carrier, "
                    + "plus the way there as marks show it. A dash is what the server does not know.";
    private static final DateTimeFormatter STARTED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private CallReport() {
        super("");
    }

    /**
     * A page to be served.
     *
     * @param policy its Content-Security-Policy
     */
    public record Page(String html, String policy) {}

    /** Of a call, live or ended. */
    public static Page of(CallRow call, List<TurnRecord> turns) {
        CallReport page = new CallReport();
        String html = page.page(call, turns);
        return new Page(html, page.policy() + "; frame-ancestors 'none'");
    }

    private String page(CallRow call, List<TurnRecord> turns) {
        open("Sidetone call " + call.call().callId(), "");
        header(call, turns);
        timeline(call, turns);
        waterfall(turns);
        html.append("<h2>Said and heard</h2>");
        if (turns.isEmpty()) {
            html.append("<p>No turn is over.</p>");
        } else {
            html.append(talk(turns));
        }
        html.append("<footer><p>").append(escape(DEFINITION)).append("</p></footer>\n");
        return close();
    }

    private void header(CallRow call, List<TurnRecord> turns) {
        html.append("<header><p class=\"outcome ").append(outcome(call.end()));
        html.append("</p><h1>Call ")
                .append(escape(call.call().callId()))
                .append("</h1><p>")
                .append(escape(call.call().agent()))
                .append(" over ")
                .append(escape(call.call().transport()))
                .append(", ")
                .append(escape(STARTED.format(call.call().startedAt())))
                .append("</p></header>\n<section class=\"cards\">");
        MrlSummary mrl = MrlSummary.of(turns);
        card("response, median", ms(mrl.p50Ms()));
        card("response, p95", ms(mrl.p95Ms()));
        card("response, slowest", ms(mrl.maxMs()));
        card("turns", Integer.toString(call.turns()));
        card("interruptions", Long.toString(turns.stream().filter(TurnRecord::bargedIn).count()));
        card("length", length(call.end()));
        html.append("</section>\n<p class=\"note\">").append(escape(NOTE)).append("</p>\n");
    }

    private static String outcome(CallRow.@Nullable End end) {
        if (end == null) {
            return "\">live, as far as it is";
        }
        String detail = end.detail() == null ? "" : ": " + end.detail();
        return (GOOD.equals(end.result()) ? "good" : "bad")
                + "\">"
                + escape(end.result() + ", " + end.reason() + detail);
    }

    private static String length(CallRow.@Nullable End end) {
        Long durationMs = end == null ? null : end.durationMs();
        return durationMs == null ? "–" : String.format(Locale.ROOT, "%.1f s", durationMs / 1000.0);
    }

    private void timeline(CallRow call, List<TurnRecord> turns) {
        CallTimes times = HeardCall.times(call, turns);
        if (times.turns().isEmpty()) {
            return;
        }
        html.append(
                        "<h2>What happened</h2><p class=\"note\">Each stretch begins where the caller ended a turn and lasts until the next; ")
                .append("the bar is the wait for the answer.</p>")
                .append(Timeline.legend(times, false))
                .append(Timeline.html(times, null));
    }

    private void waterfall(List<TurnRecord> turns) {
        String picture = Waterfall.svg(turns, turn -> turnName(turn.turn()));
        if (picture.isEmpty()) {
            return;
        }
        html.append(
                        "<h2>Where the time went</h2><p class=\"note\">From the caller's end of speech on.</p>")
                .append(Waterfall.legend(false))
                .append(picture);
        table("figures", "Parts of each turn", "Milliseconds; – is not known");
        List<String> heads = new ArrayList<>(List.of("turn", "response", "silence asked for"));
        heads.addAll(Waterfall.partNames());
        heads(heads.toArray(String[]::new));
        for (TurnRecord turn : turns) {
            if (turn.serverMrlMs() == null) {
                continue;
            }
            rowHead(Integer.toString(turn.turn()));
            cell("<b>" + plain(turn.serverMrlMs(), 0) + "</b>");
            cell(plain(turn.endpointingTargetMs(), 0));
            Waterfall.partsMs(turn).forEach(part -> cell(plain(part, 0)));
            html.append("</tr>\n");
        }
        endTable();
    }

    private static String talk(List<TurnRecord> turns) {
        Talk talk = new Talk();
        for (TurnRecord turn : turns) {
            talk.begin(turn.turn(), turn.endOfSpeechMs(), false);
            if (turn.turn() > 0) {
                talk.line("caller", "heard", turn.callerText());
            }
            talk.agent(turn);
            talk.end(facts(turn));
        }
        return talk.html();
    }

    private static List<String> facts(TurnRecord turn) {
        List<String> facts = new ArrayList<>();
        if (turn.turn() == 0) {
            facts.add("the agent speaks first");
        } else if (turn.serverMrlMs() != null) {
            facts.add("answered after " + ms(turn.serverMrlMs()));
        } else {
            facts.add("no response that could be timed");
        }
        if (turn.bargedIn()) {
            facts.add("interrupted the agent: cleared after " + ms(turn.bargeInClearMs()));
        }
        List<String> vendors =
                Stream.of(turn.providers().stt(), turn.providers().llm(), turn.providers().tts())
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .distinct()
                        .toList();
        if (!vendors.isEmpty()) {
            facts.add(String.join(", ", vendors));
        }
        return facts;
    }
}
