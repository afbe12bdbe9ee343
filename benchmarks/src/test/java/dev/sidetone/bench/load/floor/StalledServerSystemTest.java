/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.EchoFigures;
import dev.sidetone.bench.load.LoadReport;
import dev.sidetone.bench.load.LoadRun;
import dev.sidetone.bench.load.LoadSample;
import dev.sidetone.bench.load.Scenario;
import dev.sidetone.bench.load.TestRequests;
import dev.sidetone.bench.load.call.CallerRole;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that stands still must look slow: its callers go on, and every frame is counted. */
@Tag("system")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class StalledServerSystemTest {

    private static final int CALLS = 20;
    private static final int WINDOW_S = 4;
    private static final int FRAMES = CALLS * WINDOW_S * 50;

    private static LoadReport run(ThreadFloor server, Consumer<LoadSample> listener) {
        return new LoadRun(
                        TestRequests.of(server.uri(), Scenario.ECHO, CALLS, WINDOW_S, null),
                        CallerRole.echo(3),
                        listener)
                .measure(null);
    }

    @Test
    void shouldShowAStallOfTheServerInEveryFrameThatFellIntoIt() throws Exception {
        try (ThreadFloor server = new ThreadFloor()) {
            CountDownLatch goesOn = new CountDownLatch(1);
            int[] measured = {0};
            LoadReport report =
                    run(
                            server,
                            sample -> {
                                measured[0] += sample.measured() ? 1 : 0;
                                if (measured[0] == 1) {
                                    server.execute(() -> await(goesOn));
                                } else if (measured[0] == 2) {
                                    goesOn.countDown();
                                }
                            });
            assertThat(report.end().failures()).isEmpty();
            assertThat(report.end().frames().echo()).isEqualTo(new EchoFigures(0, 0, 0, 0));
            // Not one frame fewer than were due: a closed loop would have sent less.
            assertThat(report.latency().count()).isBetween(FRAMES - CALLS, FRAMES + CALLS);
            // It stood still for about a second of four, so a tenth of all waited long.
            assertThat(report.latency().p90()).isGreaterThan(300);
            assertThat(report.latency().max()).isGreaterThan(800);
            assertThat(report.facts().self().valid()).isTrue();
        }
    }

    @Test
    void shouldCountWhatAServerNeverReturns() throws Exception {
        try (ThreadFloor server = new ThreadFloor()) {
            CountDownLatch goesOn = new CountDownLatch(1);
            LoadReport report =
                    run(
                            server,
                            sample -> {
                                if (sample.measured()) {
                                    server.execute(() -> await(goesOn));
                                }
                            });
            goesOn.countDown();
            assertThat(report.end().frames().echo().lost()).isGreaterThan(FRAMES / 2);
            assertThat(report.latency().count()).isBetween(FRAMES - CALLS, FRAMES + CALLS);
            assertThat(report.latency().p50()).isGreaterThan(1000);
            assertThat(report.succeeded()).isFalse();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
