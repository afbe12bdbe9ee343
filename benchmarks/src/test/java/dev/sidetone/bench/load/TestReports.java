/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.caller.EchoFigures;
import dev.sidetone.bench.load.call.BadFigures;
import dev.sidetone.bench.load.call.LoadSnapshot;
import dev.sidetone.bench.load.machine.CpuShares;
import dev.sidetone.bench.report.MachineFacts;
import dev.sidetone.bench.report.Percentiles;
import dev.sidetone.bench.report.RunFacts;
import dev.sidetone.bench.report.SelfFacts;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Load reports for tests. */
public final class TestReports {

    private TestReports() {}

    /** An echo of two calls whose own sends were this late. */
    public static LoadReport echo(double lateMs) {
        Histogram us = new Histogram(120_000_000, 3);
        us.recordValue(800);
        us.recordValue(2500);
        Percentiles latency = Percentiles.ofMicros(us);
        Percentiles none = Percentiles.of(List.of());
        var calls = new LoadSnapshot.Calls(3, 0, 2, 0, 1);
        var frames =
                new LoadSnapshot.Frames(500, 499, 499, 2, 0, 0, 0, new EchoFigures(1, 0, 0, 0));
        LoadSnapshot end =
                new LoadSnapshot(
                        0,
                        calls,
                        frames,
                        new LoadSnapshot.Idle(0, 0, 0),
                        List.of(),
                        us,
                        us,
                        us,
                        us,
                        Map.of(),
                        Map.of("</script>", 1),
                        List.of());
        var request = TestRequests.of(URI.create("ws://127.0.0.1:1/"), Scenario.ECHO, 3, 1, null);
        RunFacts facts =
                new RunFacts(
                        "load",
                        Instant.EPOCH,
                        new MachineFacts(2, "<cpu>", 1, "os", "jdk"),
                        request.config(),
                        new RunFacts.Calls(3, 2, 0),
                        List.of(),
                        new RunFacts.Figures(none, none, none, none),
                        new RunFacts.Frames(500, 499, 2, 1L),
                        new SelfFacts(lateMs, 0.25, 5));
        CpuFigures cpu = new CpuFigures(new CpuShares(0.5, 0.25, 0.8, 0.0), 100, 165.0, 90.0);
        LatencyCurve curve = LatencyCurve.ofMicros("echo round trip", us);
        LoadSample sample =
                new LoadSample(1.0, true, calls, frames, 0, latency, lateMs, cpu.shares(), 100.0);
        return new LoadReport(
                facts,
                request,
                latency,
                latency,
                none,
                List.of(),
                curve,
                end,
                TurnCounts.of(List.of(), 0),
                cpu,
                new RssFigures(90.0, 100.0, 12.5, 0.0),
                new FloorFigures("echo in C", 3, latency, curve, 0.4, 0.2, 120.0),
                new ProviderFigures(0.3, 0.4),
                Map.of(),
                List.of(sample),
                "#[hlog]\n",
                List.of(),
                List.of(),
                false);
    }

    /** The same run as if it had been of this scenario and had come to these turns. */
    static LoadReport of(
            Scenario scenario, boolean scripted, List<Double> mrlMs, List<Double> addedMs) {
        LoadReport run = echo(1);
        RunFacts facts = run.facts();
        Percentiles none = Percentiles.of(List.of());
        RunFacts.Figures figures =
                new RunFacts.Figures(Percentiles.of(mrlMs), none, Percentiles.of(addedMs), none);
        URI target = run.request().target();
        return with(
                run,
                new RunFacts(
                        facts.tool(),
                        facts.startedAt(),
                        facts.machine(),
                        facts.config(),
                        facts.calls(),
                        List.of(),
                        figures,
                        facts.frames(),
                        facts.self()),
                TestRequests.of(target, scenario, 3, 1, null, scripted ? target : null),
                run.samples());
    }

    /** The same run with other parts. */
    static LoadReport with(
            LoadReport run, RunFacts facts, LoadRequest request, List<LoadSample> samples) {
        return with(run, facts, request, samples, run.end(), run.serverCounts());
    }

    /** The same run as if there had been bad callers too. */
    public static LoadReport withBad(
            LoadReport run, List<BadFigures> bad, Map<String, Long> serverCounts) {
        return with(
                run,
                run.facts(),
                TestRequests.withBad(run.request(), 1),
                run.samples(),
                end(run, run.end().frames(), run.end().idle(), bad),
                serverCounts);
    }

    /** The same run of this scenario, in which callers heard what they should not. */
    public static LoadReport heard(
            LoadReport run,
            Scenario scenario,
            long warnings,
            long otherStream,
            LoadSnapshot.Idle idle) {
        LoadSnapshot.Frames frames =
                new LoadSnapshot.Frames(
                        500, 499, 499, 2, warnings, otherStream, 0, run.end().frames().echo());
        return with(
                run,
                run.facts(),
                TestRequests.of(run.request().target(), scenario, 3, 1, null),
                run.samples(),
                end(run, frames, idle, List.of()),
                run.serverCounts());
    }

    private static LoadSnapshot end(
            LoadReport run,
            LoadSnapshot.Frames frames,
            LoadSnapshot.Idle idle,
            List<BadFigures> bad) {
        LoadSnapshot end = run.end();
        return new LoadSnapshot(
                end.atNs(),
                end.calls(),
                frames,
                idle,
                end.turns(),
                end.latencyUs(),
                end.intervalUs(),
                end.latenessUs(),
                end.setupUs(),
                end.failures(),
                end.refusals(),
                bad);
    }

    private static LoadReport with(
            LoadReport run,
            RunFacts facts,
            LoadRequest request,
            List<LoadSample> samples,
            LoadSnapshot end,
            Map<String, Long> serverCounts) {
        return new LoadReport(
                facts,
                request,
                run.latency(),
                run.setup(),
                run.addedStrict(),
                run.measured(),
                run.curve(),
                end,
                run.turns(),
                run.cpu(),
                run.rss(),
                run.floor(),
                run.providers(),
                serverCounts,
                samples,
                run.hlog(),
                run.notes(),
                run.checks(),
                run.early());
    }
}
