/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.load.call.BadFigures;
import dev.sidetone.bench.report.Check;
import dev.sidetone.bench.report.Percentiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person sees of a load run on a terminal. */
public final class LoadTable {

    private LoadTable() {}

    /** One second of the run. */
    public static String line(LoadSample sample) {
        return String.format(
                Locale.ROOT,
                "%5.0f s%s %6d calls %8d turns   p50 %8s  p99 %8s ms   late %6.2f ms   failed %d%s",
                sample.atS(),
                sample.measured() ? " " : "·",
                sample.calls().streams(),
                sample.turns(),
                ms(sample.latency().p50()),
                ms(sample.latency().p99()),
                sample.lateP99Ms(),
                sample.calls().failed(),
                sample.calls().refused() == 0 ? "" : "  refused " + sample.calls().refused());
    }

    /** The whole run. */
    public static List<String> summary(LoadReport run) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(row("ms", "streams", "count", "p50", "p90", "p99", "p99.9", "max"));
        int streams = run.streams();
        FloorFigures floor = run.floor();
        if (floor != null) {
            percentiles(lines, "floor: " + floor.server(), floor.calls(), floor.latency());
        }
        percentiles(lines, "echo round trip", streams, run.latency());
        percentiles(lines, "mouth to ear", streams, run.facts().figures().mrl());
        percentiles(lines, "added", streams, run.facts().figures().addedMrl());
        percentiles(lines, "added, strict", streams, run.addedStrict());
        percentiles(lines, "server − caller", streams, run.facts().figures().serverDiff());
        percentiles(lines, "barge-in, stop", streams, run.facts().figures().bargeInStop());
        percentiles(lines, "call to open stream", streams, run.setup());
        lines.add("");
        counts(run, lines);
        machine(run, lines);
        ProviderFigures providers = run.providers();
        if (providers != null) {
            lines.add(
                    "others   providers late by %s ms at p99, %s of a core"
                            .formatted(two(providers.lateP99Ms()), two(providers.cpu())));
        }
        bad(run, lines);
        run.notes().forEach(note -> lines.add("note     " + note));
        lines.add("");
        run.checks().forEach(check -> lines.add(check(check)));
        lines.add(valid(run));
        return lines;
    }

    private static void counts(LoadReport run, List<String> lines) {
        var calls = run.end().calls();
        var frames = run.end().frames();
        lines.add(
                "calls    %d attempted, %d completed, %d failed, %d refused; %d streams carried"
                        .formatted(
                                calls.attempted(),
                                calls.completed(),
                                calls.failed(),
                                calls.refused(),
                                run.streams()));
        lines.add(
                "frames   %d sent (%d late), %d received%s"
                        .formatted(
                                frames.sent(),
                                frames.late(),
                                frames.received(),
                                run.request().scenario().echoes() ? ", " + frames.echo() : ""));
        if (frames.otherStream() + frames.warnings() > 0) {
            lines.add(
                    "messages %d of another stream, %d not of the protocol"
                            .formatted(frames.otherStream(), frames.warnings()));
        }
        if (run.request().scenario() == Scenario.IDLE) {
            var idle = run.end().idle();
            lines.add(
                    "silent   %d calls greeted, %d prompts, %d times spoken to out of turn"
                            .formatted(idle.greeted(), idle.prompts(), idle.outOfTurn()));
        }
        if (run.turns().all() > 0) {
            TurnCounts turns = run.turns();
            lines.add(
                    "turns    %d (%d measured), %d missed, %d early, %d foreign, %d cut, %d faulted"
                            .formatted(
                                    turns.all(),
                                    turns.measured(),
                                    turns.missed(),
                                    turns.early(),
                                    turns.foreign(),
                                    turns.cut(),
                                    turns.faulted()));
        }
    }

    private static void machine(LoadReport run, List<String> lines) {
        CpuFigures cpu = run.cpu();
        lines.add(
                "cpu      server %s, harness %s, machine %s of %d cores at %d streams; server %s µs a call-second"
                        .formatted(
                                two(cpu.shares().server()),
                                two(cpu.shares().harness()),
                                two(cpu.shares().machine()),
                                run.facts().machine().cores(),
                                run.streams(),
                                one(cpu.serverUsPerCallSecond())));
        if (run.rss().endMb() != null) {
            lines.add(
                    "memory   server %s → %s MB at %d streams, %s KB a call, %s KB a second"
                            .formatted(
                                    one(run.rss().startMb()),
                                    one(run.rss().endMb()),
                                    run.streams(),
                                    one(run.rss().slopeKbPerCall()),
                                    one(run.rss().growthKbPerS())));
        }
    }

    private static void bad(LoadReport run, List<String> lines) {
        if (run.end().bad().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(
                row("bad callers", "begun", "ended", "refused", "failed", "p50 ms", "max ms")
                        + "   how");
        for (BadFigures kind : run.end().bad()) {
            Percentiles took = kind.took();
            String figures =
                    row(
                            kind.kind().toString(),
                            Integer.toString(kind.begun()),
                            Integer.toString(kind.ended()),
                            Integer.toString(kind.refused()),
                            Integer.toString(kind.failed()),
                            ms(took.p50()),
                            ms(took.max()));
            lines.add(figures + "   " + kind.how());
        }
        if (!run.serverCounts().isEmpty()) {
            lines.add("the server counted " + counted(run.serverCounts()));
        }
    }

    private static String counted(Map<String, Long> counts) {
        List<String> texts = new ArrayList<>();
        counts.forEach((name, count) -> texts.add(name + " " + count));
        return String.join(", ", texts);
    }

    private static String valid(LoadReport run) {
        FloorFigures floor = run.floor();
        return String.format(
                Locale.ROOT,
                "%s: own sends late by %.2f ms at p99 (at most %.2f)%s%s",
                run.facts().self().valid() ? "valid" : "NOT VALID",
                run.facts().self().lateSendsP99Ms(),
                run.facts().self().limitMs(),
                floor == null
                        ? ""
                        : String.format(Locale.ROOT, "; against the floor %.2f", floor.lateP99Ms()),
                run.early() ? "; ended before its time" : "");
    }

    private static String check(Check check) {
        return (check.held() ? "  ok    " : "  FAILED ")
                + check.name()
                + (check.detail().isEmpty() ? "" : ": " + check.detail());
    }

    private static void percentiles(List<String> lines, String name, int streams, Percentiles of) {
        if (of.count() > 0) {
            lines.add(
                    row(
                            name,
                            Integer.toString(streams),
                            Integer.toString(of.count()),
                            ms(of.p50()),
                            ms(of.p90()),
                            ms(of.p99()),
                            ms(of.p999()),
                            ms(of.max())));
        }
    }

    private static String row(String name, String... cells) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-34s", name));
        for (String cell : cells) {
            row.append(String.format(Locale.ROOT, "%11s", cell));
        }
        return row.toString();
    }

    private static String ms(@Nullable Double value) {
        return two(value);
    }

    private static String two(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String one(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.1f", value);
    }
}
