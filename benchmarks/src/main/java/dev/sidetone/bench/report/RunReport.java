/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.EchoFigures;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run of a tool: its calls and what the harness says of itself.
 *
 * @param tool the command that ran
 * @param config what the run was asked to do, by name
 * @param checks what had to hold beyond the calls themselves
 */
public record RunReport(
        String tool,
        Instant startedAt,
        MachineFacts machine,
        Map<String, String> config,
        List<CallOutcome> calls,
        List<Check> checks,
        SelfFacts self) {

    public RunReport {
        calls = List.copyOf(calls);
        checks = List.copyOf(checks);
    }

    /** The same run with more checks behind those it has. */
    public RunReport withChecks(List<Check> more) {
        return new RunReport(
                tool,
                startedAt,
                machine,
                config,
                calls,
                Stream.concat(checks.stream(), more.stream()).toList(),
                self);
    }

    /** Whether every figure that was judged is within its limit. */
    public boolean withinLimits() {
        return checks.stream().noneMatch(check -> check.verdict() == Check.Verdict.OVER);
    }

    /** Whether everything was as asked and the run may be believed. */
    public boolean succeeded() {
        return self.valid()
                && calls.stream().allMatch(CallOutcome::succeeded)
                && checks.stream().allMatch(Check::held);
    }

    /** Calls that did what was asked. */
    public long completed() {
        return calls.stream().filter(CallOutcome::succeeded).count();
    }

    /** All turns of all calls. */
    public List<TurnRecord> turns() {
        return calls.stream().flatMap(call -> call.turns().stream()).toList();
    }

    /** What {@code report.json} says of it. */
    RunFacts facts() {
        return new RunFacts(
                tool,
                startedAt,
                machine,
                config,
                new RunFacts.Calls(calls.size(), completed(), calls.size() - completed()),
                turns(),
                new RunFacts.Figures(mrl(), serverDiff(), addedMrl(), bargeInStop()),
                new RunFacts.Frames(
                        sum(CallResult.Counts::framesSent),
                        sum(CallResult.Counts::framesReceived),
                        sum(CallResult.Counts::framesLate),
                        lost()),
                self);
    }

    /**
     * Twilio numbers nothing on the way to the caller: only calls to an echo, which know what must
     * come back, can count losses.
     */
    private @Nullable Long lost() {
        List<EchoFigures> echoes =
                calls.stream()
                        .map(outcome -> outcome.call().counts().echo())
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList();
        return echoes.isEmpty() ? null : echoes.stream().mapToLong(EchoFigures::lost).sum();
    }

    /** Mouth-to-ear response latency as played. */
    public Percentiles mrl() {
        return percentiles(TurnRecord::mrlMs);
    }

    /** The server's estimate minus the caller's clock, signed. */
    public Percentiles serverDiff() {
        return percentiles(RunReport::serverDiffMs);
    }

    /** How far the server's estimate is off the caller's clock, whichever way. */
    public Percentiles serverOffBy() {
        return percentiles(turn -> {
            Double difference = serverDiffMs(turn);
            return difference == null ? null : Math.abs(difference);
        });
    }

    /** What the server and the machine added to the silence that the policy asked for. */
    public Percentiles addedMrl() {
        return percentiles(turn ->
                turn.mrlMs() == null || turn.endpointingTargetMs() == null
                        ? null
                        : turn.mrlMs() - turn.endpointingTargetMs());
    }

    /** Caller's onset to the last audio of the interrupted utterance. */
    public Percentiles bargeInStop() {
        return percentiles(TurnRecord::bargeInStopMs);
    }

    /** A count over all calls. */
    public long sum(Function<CallResult.Counts, Long> count) {
        return calls.stream().mapToLong(call -> count.apply(call.call().counts())).sum();
    }

    /** The server's estimate minus the caller's clock, or null when either is not known. */
    public static @Nullable Double serverDiffMs(TurnRecord turn) {
        return turn.mrlMs() == null || turn.serverMrlMs() == null
                ? null
                : turn.serverMrlMs() - turn.mrlMs();
    }

    private Percentiles percentiles(Function<TurnRecord, @Nullable Double> value) {
        Stream<Double> values =
                turns().stream().map(value).filter(Objects::nonNull).map(Objects::requireNonNull);
        return Percentiles.of(values.toList());
    }
}
