/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.load.call.BadFigures;
import dev.sidetone.bench.load.call.BadKind;
import dev.sidetone.bench.load.call.LoadSnapshot;
import dev.sidetone.bench.report.Check;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class LoadVerdictTest {

    private static Check check(LoadReport run, String name) {
        return LoadVerdict.judge(run).stream()
                .filter(check -> check.name().contains(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(LoadReport run) {
        return LoadVerdict.judge(run).stream().map(Check::name).toList();
    }

    @Test
    void shouldFailARunWithRefusedCallsUnlessTheyChurn() {
        Check refused = check(TestReports.of(Scenario.ECHO, false, List.of(), List.of()), "refuse");
        assertThat(refused.held()).isFalse();
        assertThat(refused.detail()).contains("1 ×");
        assertThat(names(TestReports.of(Scenario.CHURN, false, List.of(), List.of())))
                .noneMatch(name -> name.contains("refuse"));
    }

    @Test
    void shouldFailWhenTurnsDropOutOfWhatWasAdded() {
        List<Double> two = List.of(900.0, 910.0);
        String name = "added is known";
        Check fewer = check(TestReports.of(Scenario.TALK, true, two, List.of(10.0)), name);
        assertThat(fewer.held()).isFalse();
        assertThat(fewer.detail()).isEqualTo("of 1 of 2");
        assertThat(check(TestReports.of(Scenario.TALK, true, two, two), name).held()).isTrue();
        assertThat(names(TestReports.of(Scenario.TALK, false, two, List.of())))
                .as("without providers nothing is promised")
                .noneMatch(other -> other.contains(name));
    }

    @Test
    void shouldFailARunInWhichABadCallWasNotEnded() {
        String name = "bad call";
        LoadReport run = TestReports.echo(1);
        assertThat(names(run)).noneMatch(other -> other.contains(name));
        BadFigures ended =
                new BadFigures(
                        BadKind.GARBAGE, 2, 2, 0, 0, Map.of("close 1002", 2), List.of(1.5, 2.0));
        BadFigures open =
                new BadFigures(
                        BadKind.NO_START,
                        1,
                        0,
                        0,
                        1,
                        Map.of("still open after the run", 1),
                        List.of());
        assertThat(check(TestReports.withBad(run, List.of(ended), Map.of()), name).held()).isTrue();
        Check failed = check(TestReports.withBad(run, List.of(ended, open), Map.of()), name);
        assertThat(failed.held()).isFalse();
        assertThat(failed.detail()).isEqualTo("no_start: 1 × still open after the run");
    }

    @Test
    void shouldFailARunInWhichNoRuleWasBrokenAsTheServerRefusedEveryBadCall() {
        BadFigures refused =
                new BadFigures(
                        BadKind.BAD_BASE64,
                        2,
                        0,
                        2,
                        0,
                        Map.of("refused: webhook: 503", 2),
                        List.of());
        BadFigures ended =
                new BadFigures(BadKind.GARBAGE, 1, 1, 0, 0, Map.of("close 1002", 1), List.of(1.5));
        LoadReport echo = TestReports.of(Scenario.ECHO, false, List.of(), List.of());
        Check one = bad(echo, refused, ended);
        assertThat(one.held()).isFalse();
        assertThat(one.detail()).isEqualTo("bad_base64: 2 × refused: webhook: 503");
        LoadReport churn = TestReports.of(Scenario.CHURN, false, List.of(), List.of());
        assertThat(bad(churn, refused, ended).held()).isTrue();
        Check none = bad(churn, refused);
        assertThat(none.held()).isFalse();
        assertThat(none.detail()).isEqualTo("no rule was broken");
        assertThat(bad(churn).held()).isFalse();
    }

    private static Check bad(LoadReport run, BadFigures... kinds) {
        return check(TestReports.withBad(run, List.of(kinds), Map.of()), "bad call");
    }

    @Test
    void shouldFailARunInWhichACallerGotAnothersMessage() {
        LoadSnapshot.Idle quiet = new LoadSnapshot.Idle(0, 0, 0);
        String name = "another stream";
        for (Scenario scenario : Scenario.values()) {
            LoadReport strange = TestReports.heard(TestReports.echo(1), scenario, 7, 0, quiet);
            assertThat(check(strange, name).held()).as("%s", scenario).isTrue();
            LoadReport anothers = TestReports.heard(TestReports.echo(1), scenario, 0, 2, quiet);
            assertThat(check(anothers, name).held()).as("%s", scenario).isFalse();
            assertThat(check(anothers, name).detail()).isEqualTo("2 messages");
        }
    }

    @Test
    void shouldFailARunInWhichSilentCallersAreSpokenToOutOfTurn() {
        String name = "out of turn";
        LoadReport prompted =
                TestReports.heard(
                        TestReports.echo(1), Scenario.IDLE, 0, 0, new LoadSnapshot.Idle(3, 4, 0));
        assertThat(check(prompted, name).held()).isTrue();
        LoadReport spoken =
                TestReports.heard(
                        TestReports.echo(1), Scenario.IDLE, 0, 0, new LoadSnapshot.Idle(3, 4, 2));
        assertThat(check(spoken, name).held()).isFalse();
        assertThat(check(spoken, name).detail()).isEqualTo("2 times");
        assertThat(names(TestReports.echo(1))).noneMatch(other -> other.contains(name));
    }

    @Test
    void shouldCarryTheFewestStreamsOfTheWindow() {
        LoadReport run = TestReports.echo(1);
        LoadReport other =
                TestReports.with(
                        run,
                        run.facts(),
                        run.request(),
                        List.of(
                                RssFiguresTest.second(1, false, 2, 1),
                                RssFiguresTest.second(2, true, 9, 1),
                                RssFiguresTest.second(3, true, 8, 1),
                                RssFiguresTest.second(4, false, 1, 1)));
        assertThat(other.streams()).isEqualTo(8);
        assertThat(LoadTable.summary(other))
                .anySatisfy(line ->
                        assertThat(line).startsWith("echo round trip").containsPattern(" 8 +2 "));
        LoadReport brief =
                TestReports.with(
                        run,
                        run.facts(),
                        run.request(),
                        List.of(RssFiguresTest.second(1, false, 7, 1)));
        assertThat(brief.streams()).isEqualTo(7);
    }
}
