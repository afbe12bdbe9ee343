/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class StatScreenTest {
    private static final long START_MS = 1_000_000;

    private final Map<String, Long> before = new HashMap<>();
    private final Map<String, Long> now = new HashMap<>();

    private List<StatScreen.Line> screen(int workers) {
        return StatScreen.of(
                new CountersSnapshot(1234, START_MS, START_MS, workers, 0, before),
                new CountersSnapshot(
                        1234,
                        START_MS,
                        START_MS + 3_661_000,
                        workers,
                        TimeUnit.SECONDS.toNanos(2),
                        now),
                START_MS + 3_661_000);
    }

    private String text(int workers) {
        return String.join("\n", screen(workers).stream().map(StatScreen.Line::text).toList());
    }

    private void counted(String name, long earlier, long later) {
        before.put(name, earlier);
        now.put(name, later);
    }

    @Test
    void shouldShowRatesBetweenTheTwoSnapshots() {
        counted("worker.0.frames_in", 1_000, 101_000);
        counted("worker.1.frames_in", 0, 3_000);
        counted("worker.0.frames_out", 0, 40_000);
        counted("worker.0.busy_ns", 0, 500_000_000);
        counted("worker.0.calls_opened", 0, 1_043);
        counted("worker.0.duty_cycles", 0, 2_000);
        now.put("worker.0.cycle_longest_1s_ns", 912_000L);
        assertThat(text(2))
                .contains("sidetone pid 1234   up 1 h 1 m   2 workers")
                .contains("live 1043 of 0   opened 1043 (521.5/s)")
                .contains("frames   in 51500/s   out 20000/s")
                .containsPattern("\n0 +1043 +50000 +20000 +25\\.0 +0\\.91 ")
                .containsPattern("\n1 +0 +1500 +0 +0\\.0 +still ");
    }

    @Test
    void shouldShowLatenciesThatHaveValuesEndingsThatHappenedAndProviders() {
        now.put("latency.mrl_server.count", 12L);
        now.put("latency.mrl_server.p50_us", 450_000L);
        now.put("latency.mrl_server.p99_us", 1_500L);
        now.put("latency.egress.count", 0L);
        now.put("terminations.caller_hung_up", 3L);
        now.put("terminations.internal", 0L);
        now.put("provider.stt.deepgram.state", 1L);
        now.put("provider.stt.deepgram.open", 17L);
        now.put("provider.stt.deepgram.failures_1m", 2L);
        assertThat(text(1))
                .containsPattern("mrl_server +12 +450 +0\\.00 +1\\.50 ")
                .doesNotContain("egress")
                .contains("ended    caller_hung_up 3")
                .doesNotContain("internal")
                .contains("provider stt/deepgram degraded (open 17, failed 2, refused 0)");
    }

    @Test
    void shouldFitEightyColumnsAndLeaveOutTheLeastBusyOfManyWorkers() {
        for (int worker = 0; worker < 64; worker++) {
            counted("worker." + worker + ".busy_ns", 0, 1_000_000L * worker);
            counted("worker." + worker + ".frames_in", 0, 99_999_999L);
        }
        for (int i = 0; i < 20; i++) {
            now.put("terminations.some_rather_long_reason_" + i, Long.MAX_VALUE);
        }
        assertThat(screen(64)).allMatch(line -> line.text().length() <= StatScreen.COLUMNS);
        assertThat(text(64))
                .containsPattern("\n63 ")
                .doesNotContainPattern("\n47 ")
                .contains("and 48 less busy ones")
                .contains("some_rather_long_reason_19");
    }

    @Test
    void shouldSetOffARefusalThatGoesOnAndAWorkerThatStandsStill() {
        counted("shared.admission_refused_headroom", 1, 2);
        assertThat(
                        screen(1).stream()
                                .filter(line -> line.tone() == StatScreen.Tone.HOT)
                                .map(line -> line.text().substring(0, line.text().indexOf(" "))))
                .containsExactly("refused", "0");
        before.put("shared.admission_refused_headroom", 2L);
        counted("worker.0.duty_cycles", 0, 1);
        assertThat(screen(1)).noneMatch(line -> line.tone() == StatScreen.Tone.HOT);
    }

    @Test
    void shouldPrintTotalsUnderPlainNamesForScripts() {
        now.put("shared.http_requests", 4L);
        now.put("worker.0.http_requests", 1L);
        now.put("worker.0.busy_ns", 9L);
        now.put("places", 2000L);
        CountersSnapshot snapshot = new CountersSnapshot(1, 2, 3, 1, 0, now);
        assertThat(StatLines.of(snapshot))
                .containsExactly(
                        "pid 1",
                        "start_ms 2",
                        "published_ms 3",
                        "workers 1",
                        "http_requests 5",
                        "places 2000",
                        "worker.0.busy_ns 9",
                        "worker.0.http_requests 1");
    }
}
