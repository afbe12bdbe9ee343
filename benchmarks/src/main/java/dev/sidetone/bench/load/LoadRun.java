/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.load.call.BankPlan;
import dev.sidetone.bench.load.call.CallerBank;
import dev.sidetone.bench.load.call.CallerRole;
import dev.sidetone.bench.load.call.LoadSnapshot;
import dev.sidetone.bench.load.call.TurnOutcome;
import dev.sidetone.bench.load.floor.FloorServer;
import dev.sidetone.bench.load.machine.ProcessStat;
import dev.sidetone.bench.report.MachineFacts;
import dev.sidetone.bench.report.Percentiles;
import dev.sidetone.bench.report.RunFacts;
import dev.sidetone.bench.report.SelfFacts;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One load run, from the floor to the report. Blocks its thread; only {@link #endEarly} is open to
 * others.
 */
public final class LoadRun {

    private static final long SECOND_NS = 1_000_000_000;
    private static final double US_PER_MS = 1000;
    private static final double KB_PER_MB = 1024;

    private final LoadRequest request;
    private final CallerRole role;
    private final Consumer<LoadSample> listener;
    private @Nullable CallerBank bank;
    private boolean early;

    /**
     * A run to be made.
     *
     * @param role what the callers do
     * @param listener told each second of the measured run, on this run's thread
     */
    public LoadRun(LoadRequest request, CallerRole role, Consumer<LoadSample> listener) {
        this.request = request;
        this.role = role;
        this.listener = listener;
    }

    /**
     * Measures the harness against a server that costs next to nothing, with as many calls; null
     * when the run asks for none.
     */
    public @Nullable FloorFigures floor() throws IOException {
        if (request.floorS() == 0) {
            return null;
        }
        try (FloorServer server = FloorServer.start()) {
            double ratePerS = Math.max(request.calls() / 2.0, 1);
            CallTimetable timetable =
                    CallTimetable.ofCalls(
                            request.calls(),
                            new ArrivalSchedule(
                                    ArrivalSchedule.Kind.CONSTANT, ratePerS, request.seed()),
                            SECOND_NS,
                            request.floorS() * SECOND_NS);
            BankPlan plan =
                    new BankPlan(
                            server.uri(),
                            "echo",
                            null,
                            timetable,
                            0,
                            request.seed(),
                            CallerRole.echo(request.seed()),
                            0);
            BankWatch.Watched run = watch(plan, server.pid(), _ -> {});
            CpuFigures cpu = CpuFigures.of(run);
            return new FloorFigures(
                    server.name(),
                    request.calls(),
                    Percentiles.ofMicros(run.end().latencyUs()),
                    LatencyCurve.ofMicros("echo round trip", run.end().latencyUs()),
                    lateP99Ms(run.end()),
                    cpu.shares().harness(),
                    cpu.serverUsPerCallSecond());
        }
    }

    /** Makes the run; the report is not yet judged against limits. */
    public LoadReport measure(@Nullable FloorFigures floor) {
        Instant startedAt = Instant.now();
        BankPlan plan =
                new BankPlan(
                        request.target(),
                        request.agent(),
                        request.authToken(),
                        request.timetable(),
                        request.holdNs(),
                        request.seed(),
                        role,
                        request.badPercent());
        ServerCounts countsBefore = serverCounts();
        long turnsBefore = ProviderTurns.count(request.providers());
        ProcessStat before = request.serverPid() == 0 ? null : ProcessStat.of(request.serverPid());
        BankWatch.Watched run = watch(plan, request.serverPid(), listener);
        ServerCounts counts = serverCounts();
        CpuFigures cpu = CpuFigures.of(run);
        RssFigures rss =
                RssFigures.of(before == null ? null : before.rssKb() / KB_PER_MB, run.samples());
        OtherSides others = others(run, turnsBefore);
        List<TurnOutcome> judged = others.excused(run.turns());
        MeasuredTurns turns =
                MeasuredTurns.of(
                        judged, others, request.endpointingMs(), request.providers() != null);
        LoadReport report =
                new LoadReport(
                        facts(startedAt, run, cpu, turns),
                        request,
                        Percentiles.ofMicros(run.end().latencyUs()),
                        Percentiles.ofMicros(run.end().setupUs()),
                        turns.addedStrict(),
                        turns.measured(),
                        curve(run, judged, turns),
                        run.end(),
                        TurnCounts.of(judged, run.end().frames().strayPhrases()),
                        cpu,
                        rss,
                        floor,
                        others.providers(),
                        counts.since(countsBefore),
                        run.samples(),
                        run.hlog(),
                        Stream.concat(others.why().stream(), counts.why().stream()).toList(),
                        List.of(),
                        endedEarly());
        return report.judged(LoadVerdict.judge(report));
    }

    /** Ends the run before its time; it is reported as far as it came. */
    public synchronized void endEarly() {
        early = true;
        if (bank != null) {
            bank.endEarly();
        }
    }

    private synchronized boolean endedEarly() {
        return early;
    }

    private synchronized void follow(@Nullable CallerBank running) {
        bank = running;
        if (early && running != null) {
            running.endEarly();
        }
    }

    private BankWatch.Watched watch(BankPlan plan, long pid, Consumer<LoadSample> told) {
        try (CallerBank running = new CallerBank(plan)) {
            follow(running);
            return new BankWatch(running, pid, told).await();
        } finally {
            follow(null);
        }
    }

    /** Bad callers come to counters of the server's; a run without them need not ask. */
    private ServerCounts serverCounts() {
        return request.badPercent() > 0 ? ServerCounts.ask(request) : ServerCounts.NONE;
    }

    private OtherSides others(BankWatch.Watched run, long turnsBefore) {
        Map<String, Integer> turns = new HashMap<>();
        run.turns().forEach(turn -> turns.merge(turn.callSid(), 1, Integer::sum));
        return turns.isEmpty() ? OtherSides.NONE : OtherSides.ask(request, turns, turnsBefore);
    }

    private LatencyCurve curve(
            BankWatch.Watched run, List<TurnOutcome> judged, MeasuredTurns turns) {
        if (!request.scenario().talks()) {
            return LatencyCurve.ofMicros("echo round trip", run.end().latencyUs());
        }
        return turns.added().isEmpty()
                ? LatencyCurve.ofValues("mouth to ear", TurnFigureSums.measuredMrlMs(judged))
                : LatencyCurve.ofValues("added mouth-to-ear latency", turns.added());
    }

    private RunFacts facts(
            Instant startedAt, BankWatch.Watched run, CpuFigures cpu, MeasuredTurns turns) {
        LoadSnapshot.Calls calls = run.end().calls();
        LoadSnapshot.Frames frames = run.end().frames();
        return new RunFacts(
                "load",
                startedAt,
                MachineFacts.here(),
                request.config(),
                new RunFacts.Calls(calls.attempted(), calls.completed(), calls.failed()),
                turns.records(),
                turns.figures(),
                new RunFacts.Frames(
                        frames.sent(),
                        frames.received(),
                        frames.late(),
                        request.scenario().echoes() ? frames.echo().lost() : null),
                new SelfFacts(
                        lateP99Ms(run.end()),
                        Objects.requireNonNullElse(cpu.shares().harness(), 0.0),
                        request.maxLateMs()));
    }

    private static double lateP99Ms(LoadSnapshot end) {
        return end.latenessUs().getValueAtPercentile(99) / US_PER_MS;
    }
}
