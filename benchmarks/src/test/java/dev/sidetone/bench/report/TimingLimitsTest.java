/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TimingLimitsTest {

    private static final RunReport GOOD = TestRuns.run(1);

    @Test
    void shouldFindAnOrdinaryRunWithinItsLimits() {
        assertThat(TimingLimits.judge(within()))
                .extracting(Check::name, Check::verdict, Check::detail)
                .containsExactly(
                        tuple("added latency: p95 within 100 ms", Check.Verdict.HELD, "80 ms"),
                        tuple(
                                "server's estimate off by: p95 within 30 ms",
                                Check.Verdict.HELD,
                                "10 ms"),
                        tuple("barge-in stop: p95 within 400 ms", Check.Verdict.HELD, "310 ms"));
    }

    @Test
    void shouldFindAServerOutWhoseEstimateIsTwoSecondsTooLow() {
        Check estimate = TimingLimits.judge(off(-2000)).get(1);
        assertThat(estimate.verdict()).isEqualTo(Check.Verdict.OVER);
        assertThat(estimate.detail()).isEqualTo("2000 ms, over the limit");
    }

    @Test
    void shouldFindALateAnswerOver() {
        assertThat(TimingLimits.judge(GOOD).getFirst().verdict()).isEqualTo(Check.Verdict.OVER);
    }

    @Test
    void shouldCallWhatWasNotMeasuredOver() {
        RunReport nothing = with(1, List.of());
        assertThat(TimingLimits.judge(nothing))
                .allMatch(check -> check.verdict() == Check.Verdict.OVER)
                .allMatch(check -> check.detail().startsWith("nothing measured"));
    }

    @Test
    void shouldNotJudgeARunWhoseCallerWasLateItself() {
        RunReport late = with(9, off(-2000).turns());
        assertThat(TimingLimits.judge(late))
                .allMatch(check -> check.verdict() == Check.Verdict.NOT_JUDGED);
    }

    @Test
    void shouldFailARunByAFigureOnlyWhenAskedTo() {
        RunReport judged = off(-2000).withChecks(TimingLimits.judge(off(-2000)));
        assertThat(judged.succeeded()).isTrue();
        assertThat(judged.withinLimits()).isFalse();
        assertThat(within().withChecks(TimingLimits.judge(within())).withinLimits()).isTrue();
    }

    private static RunReport within() {
        return off(10);
    }

    /** A run of one answer and one interruption, with the server's estimate off by so much. */
    private static RunReport off(double ms) {
        TurnRecord answer =
                TurnMerge.one(
                        TestRuns.figures(2, 480.0), 9000, TestRuns.record(2, 9000.0, 480 + ms));
        return with(1, List.of(answer));
    }

    private static RunReport with(double lateMs, List<TurnRecord> turns) {
        CallResult call = GOOD.calls().getFirst().call();
        return new RunReport(
                GOOD.tool(),
                GOOD.startedAt(),
                GOOD.machine(),
                GOOD.config(),
                List.of(new CallOutcome(call, turns, List.of(), "")),
                List.of(),
                new SelfFacts(lateMs, 0));
    }
}
