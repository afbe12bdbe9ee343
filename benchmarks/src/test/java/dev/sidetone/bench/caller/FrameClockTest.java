/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class FrameClockTest {

    private static final long START_NS = 5_000_000_000L;
    private static final long MS = 1_000_000;

    private final Histogram lateness = FrameClock.latenessHistogram();
    private final FrameClock clock = new FrameClock(START_NS, lateness);

    @Test
    void shouldSendAFrameOnlyWhenItsLastSampleHasBeenSpoken() {
        assertThat(clock.dueNs()).isEqualTo(START_NS + 20 * MS);
        assertThat(clock.frameStartNs(0)).isEqualTo(START_NS);
        assertThat(clock.frameStartNs(7)).isEqualTo(START_NS + 140 * MS);
    }

    @Test
    void shouldNotDriftWhenEverySendIsLate() {
        for (int i = 0; i < 1000; i++) {
            clock.onSent(clock.dueNs() + 3 * MS);
        }
        assertThat(clock.dueNs()).isEqualTo(START_NS + 1001 * 20 * MS);
        assertThat(lateness.getValueAtPercentile(99)).isBetween(2990L, 3010L);
        assertThat(clock.late()).isZero();
    }

    @Test
    void shouldCountSendsThatWereMoreThanFiveMillisecondsLate() {
        clock.onSent(clock.dueNs() + 5 * MS);
        clock.onSent(clock.dueNs() + 5 * MS + 1);
        assertThat(clock.late()).isEqualTo(1);
    }

    @Test
    void shouldRecordNoLatenessForASendThatIsOnTime() {
        clock.onSent(clock.dueNs());
        assertThat(lateness.getMaxValue()).isZero();
    }
}
