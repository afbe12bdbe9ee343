/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.report;

import dev.sidetone.bench.load.FloorFigures;
import dev.sidetone.bench.load.LoadReport;
import dev.sidetone.bench.load.ProviderFigures;
import dev.sidetone.bench.load.Scenario;
import dev.sidetone.bench.load.call.BadFigures;
import dev.sidetone.bench.report.RunFacts;
import dev.sidetone.bench.report.RunPage;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code report.html} of a load run: figures as text, curves drawn by chart.js, all in one file.
 */
final class LoadHtml extends RunPage {

    private static final String CHART_JS =
            "/META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js";
    private static final String SOURCE_MAP = "//# sourceMappingURL=";
    private static final String OPEN_LOOP =
            "Open loop: calls arrive and frames are due on schedules that were fixed before the run. Every latency counts from "
                    + "the instant a frame was due or speech ended, not from when it was sent, so a server that stands still "
                    + "cannot hide it.";

    private LoadHtml() {}

    static String render(LoadReport run) {
        return new LoadHtml().page(run);
    }

    private String page(LoadReport run) {
        String scenario = run.request().scenario().toString();
        String library = library();
        String drawing = drawing(run);
        open("Sidetone load: " + scenario, resource(LoadHtml.class, "load.css"), library, drawing);
        header(run, scenario);
        figures(run);
        charts(run);
        html.append(SlowTurns.html(run.measured()));
        counts(run);
        footer(run);
        script(library);
        script(drawing);
        return close();
    }

    private void header(LoadReport run, String scenario) {
        boolean good = run.succeeded();
        html.append("<header><p class=\"outcome ")
                .append(good ? "good\">As asked" : "bad\">Not as asked")
                .append("</p><h1>")
                .append(run.request().calls())
                .append(" calls, ")
                .append(escape(scenario))
                .append("</h1><p>Sidetone load, ")
                .append(escape(run.facts().startedAt().truncatedTo(ChronoUnit.SECONDS).toString()))
                .append(run.early() ? ", ended before its time" : "")
                .append("</p></header>\n<section class=\"cards\">");
        boolean talks = run.request().scenario().talks();
        RunFacts.Figures turns = run.facts().figures();
        if (talks) {
            card("mouth to ear, median", fineMs(turns.mrl().p50()));
            card("mouth to ear, p99", fineMs(turns.mrl().p99()));
            card("added, p99", fineMs(turns.addedMrl().p99()));
            card("added, strict, p99", fineMs(run.addedStrict().p99()));
        } else {
            card("round trip, median", fineMs(run.latency().p50()));
            card("round trip, p99", fineMs(run.latency().p99()));
            card("round trip, p99.9", fineMs(run.latency().p999()));
        }
        card("streams carried", Integer.toString(run.streams()));
        card("server, cores", plain(run.cpu().shares().server(), 2));
        card("µs of server CPU a call-second", plain(run.cpu().serverUsPerCallSecond(), 0));
        card("server memory a call, KB", plain(run.rss().slopeKbPerCall(), 1));
        card("calls failed", Integer.toString(run.end().calls().failed()));
        html.append("</section>\n");
        if (!run.facts().self().valid()) {
            html.append("<p class=\"bad\">The harness's own sends were late (p99 ")
                    .append(fineMs(run.facts().self().lateSendsP99Ms()))
                    .append("): this run is not valid.</p>\n");
        }
        checks(run.checks());
    }

    private void figures(LoadReport run) {
        table(
                "figures",
                "Latencies",
                "Milliseconds, in the measured window, at " + run.streams() + " streams");
        heads("", "count", "p50", "p90", "p95", "p99", "max");
        percentiles("mouth to ear, caller's clock", run.facts().figures().mrl(), 1);
        percentiles("added by server and machine", run.facts().figures().addedMrl(), 1);
        percentiles("added, hidden delays not taken off", run.addedStrict(), 1);
        percentiles("server's estimate − caller's clock", run.facts().figures().serverDiff(), 1);
        percentiles("barge-in, onset to silence", run.facts().figures().bargeInStop(), 1);
        percentiles("echo round trip", run.latency(), 2);
        FloorFigures floor = run.floor();
        if (floor != null) {
            percentiles("the harness's floor: " + floor.server(), floor.latency(), 2);
        }
        percentiles("arrival of a call to its open stream", run.setup(), 2);
        endTable();
    }

    private void charts(LoadReport run) {
        html.append("<section class=\"charts\">");
        chart("curve", "Latency by percentile: " + run.curve().what());
        chart("latency", "Latency over time");
        chart("cpu", "CPU over time, in cores");
        chart("memory", "Server memory and open calls");
        chart("frames", "Frames late and not back");
        html.append(
                "</section>\n<noscript><p class=\"note\">The curves need JavaScript.</p></noscript>\n");
    }

    private void chart(String id, String name) {
        html.append("<figure><figcaption>")
                .append(escape(name))
                .append("</figcaption><div><canvas id=\"")
                .append(id)
                .append("\" role=\"img\" aria-label=\"")
                .append(escape(name))
                .append("\"></canvas></div></figure>");
    }

    private void counts(LoadReport run) {
        html.append("<h2>Counts</h2><dl>");
        var calls = run.end().calls();
        term(
                "calls",
                "%d attempted, %d completed, %d failed, %d refused"
                        .formatted(
                                calls.attempted(),
                                calls.completed(),
                                calls.failed(),
                                calls.refused()));
        reasons("failed", run.end().failures());
        reasons("refused", run.end().refusals());
        run.notes().forEach(note -> term("note", note));
        var frames = run.end().frames();
        term(
                "frames",
                "%d sent, %d of them late, %d received in %d messages; %d messages of another stream, %d not of the protocol"
                        .formatted(
                                frames.sent(),
                                frames.late(),
                                frames.received(),
                                frames.messages(),
                                frames.otherStream(),
                                frames.warnings()));
        if (run.request().scenario() == Scenario.IDLE) {
            var idle = run.end().idle();
            term(
                    "silent callers",
                    "%d greeted, %d prompts, %d times spoken to out of turn"
                            .formatted(idle.greeted(), idle.prompts(), idle.outOfTurn()));
        }
        if (run.request().scenario().echoes()) {
            term("of the frames sent", frames.echo().toString());
        }
        if (run.turns().all() > 0) {
            var turns = run.turns();
            term(
                    "turns",
                    "%d, %d of them measured; %d answered, %d missed, %d early, %d foreign, %d uncoded, %d cut, %d with a provider's fault"
                            .formatted(
                                    turns.all(),
                                    turns.measured(),
                                    turns.answered(),
                                    turns.missed(),
                                    turns.early(),
                                    turns.foreign(),
                                    turns.uncoded(),
                                    turns.cut(),
                                    turns.faulted()));
        }
        bad(run);
        html.append("</dl>\n");
    }

    private void bad(LoadReport run) {
        for (BadFigures kind : run.end().bad()) {
            term(
                    "bad callers: " + kind.kind(),
                    "%d begun, %d ended by the server, median %s, max %s after the rule was broken; %d refused, %d failed; %s"
                            .formatted(
                                    kind.begun(),
                                    kind.ended(),
                                    fineMs(kind.took().p50()),
                                    fineMs(kind.took().max()),
                                    kind.refused(),
                                    kind.failed(),
                                    kind.how()));
        }
        run.serverCounts().forEach((name, count) -> term("the server counted", name + " " + count));
    }

    private void reasons(String name, Map<String, Integer> reasons) {
        reasons.forEach((why, count) -> term(name, count + " × " + why));
    }

    private void footer(LoadReport run) {
        html.append("<footer><h2>How it was measured</h2><dl>");
        machine(run.facts().machine());
        var cpu = run.cpu().shares();
        term(
                "cpu, in cores",
                "server %s, harness %s, whole machine %s, stolen %s"
                        .formatted(
                                plain(cpu.server(), 2),
                                plain(cpu.harness(), 2),
                                plain(cpu.machine(), 2),
                                plain(cpu.stolen(), 2)));
        term(
                "server memory",
                "%s MB before, %s MB at the end, %s KB a call, %s KB a second in the window"
                        .formatted(
                                plain(run.rss().startMb(), 1),
                                plain(run.rss().endMb(), 1),
                                plain(run.rss().slopeKbPerCall(), 1),
                                plain(run.rss().growthKbPerS(), 1)));
        term(
                "harness",
                String.format(
                        Locale.ROOT,
                        "sends late by %.2f ms at p99, at most %.2f: the run is %s",
                        run.facts().self().lateSendsP99Ms(),
                        run.facts().self().limitMs(),
                        run.facts().self().valid() ? "valid" : "not valid"));
        FloorFigures floor = run.floor();
        if (floor != null) {
            term(
                    "against the floor",
                    String.format(
                            Locale.ROOT,
                            "%s, %d calls: sends late by %.2f ms at p99, harness %s cores, floor %s µs a call-second",
                            floor.server(),
                            floor.calls(),
                            floor.lateP99Ms(),
                            plain(floor.harnessCpu(), 2),
                            plain(floor.usPerCallSecond(), 0)));
        }
        ProviderFigures providers = run.providers();
        if (providers != null) {
            term(
                    "providers",
                    "late by %s ms at p99, %s of a core"
                            .formatted(plain(providers.lateP99Ms(), 2), plain(providers.cpu(), 2)));
        }
        run.facts().config().forEach(this::term);
        html.append("</dl><p>").append(OPEN_LOOP).append("</p></footer>\n");
    }

    private static String library() {
        String library = resource(LoadHtml.class, CHART_JS);
        int map = library.lastIndexOf(SOURCE_MAP);
        return map < 0 ? library : library.substring(0, map);
    }

    private static String drawing(LoadReport run) {
        // no text of ours may end the script
        String data = LoadJson.load(run).replace("<", "\\u003c");
        return "const run = " + data + ";\n" + resource(LoadHtml.class, "load.js");
    }

    private static String fineMs(@Nullable Double value) {
        return value == null
                ? "–"
                : String.format(Locale.ROOT, value < 10 ? "%.2f ms" : "%.0f ms", value);
    }
}
