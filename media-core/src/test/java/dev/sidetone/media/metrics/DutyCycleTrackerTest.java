/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class DutyCycleTrackerTest {
    private final WorkerCounters counters = new WorkerCounters();
    private final DutyCycleTracker cycles =
            new DutyCycleTracker(1_000, counters, new WorkerLatency(counters));

    @Test
    void shouldCountSlowCyclesKeepTheLongestAndSumThem() {
        cycles.ended(10_000, 1_000, 0);
        cycles.ended(20_000, 3_000, 0);
        cycles.ended(30_000, 2_000, 0);

        assertThat(cycles.longestNs()).isEqualTo(3_000);
        assertThat(cycles.busyNs()).isEqualTo(6_000);
        assertThat(counters.get(MediaCounter.DUTY_CYCLES)).isEqualTo(3);
        assertThat(counters.get(MediaCounter.DUTY_CYCLES_OVER_THRESHOLD)).isEqualTo(2);
    }

    @Test
    void shouldTellTheLongestCycleAndTheDeepestInboxOfTheLastSecond() {
        cycles.ended(ms(10), 3_000, 7);
        cycles.ended(ms(999), 2_000, 4);
        assertThat(cycles.longestOfSecondNs()).as("not over yet").isZero();

        cycles.ended(ms(1_001), 900, 1);
        assertThat(cycles.longestOfSecondNs()).isEqualTo(3_000);
        assertThat(cycles.inboxDepth()).isEqualTo(7);

        cycles.ended(ms(2_000), 100, 0);
        assertThat(cycles.longestOfSecondNs()).isEqualTo(900);
        assertThat(cycles.inboxDepth()).isEqualTo(1);
        assertThat(cycles.longestNs()).isEqualTo(3_000);
    }

    @Test
    void shouldKeepTheLongestOfTheMinuteForSixtySeconds() {
        cycles.ended(ms(500), 9_000, 0);
        for (int second = 1; second <= 60; second++) {
            cycles.ended(ms(1_000L * second), 10, 0);
            assertThat(cycles.longestOfMinuteNs()).as("second %d", second).isEqualTo(9_000);
        }
        cycles.ended(ms(61_000), 10, 0);
        assertThat(cycles.longestOfMinuteNs()).isEqualTo(10);
    }

    @Test
    void shouldForgetTheMinuteOfAWorkerThatStoodStillForLonger() {
        cycles.ended(ms(500), 9_000, 0);
        cycles.ended(ms(1_500), 8_000, 0);
        cycles.ended(ms(200_000), ms(198_000), 0);
        cycles.ended(ms(201_000), 10, 0);
        assertThat(cycles.longestOfMinuteNs()).isEqualTo(ms(198_000));
        assertThat(cycles.longestOfSecondNs()).isEqualTo(ms(198_000));
    }

    private static long ms(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
