/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.media.worker.ManualClock;
import dev.sidetone.server.testing.SetClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class SteadyClockTest {
    @Test
    void shouldPassAsTimeDoesWhereverTheWallClockIsSet() {
        SetClock wall = new SetClock();
        ManualClock passing = new ManualClock(7_000_000_000L);
        Instant began = wall.instant();
        SteadyClock steady = new SteadyClock(wall, passing);
        assertThat(steady.instant()).isEqualTo(began);
        wall.advance(Duration.ofDays(400));
        assertThat(steady.instant()).as("no stored call is older by it").isEqualTo(began);
        passing.advanceMs(1500);
        wall.advance(Duration.ofDays(-800));
        assertThat(steady.millis()).isEqualTo(began.plusMillis(1500).toEpochMilli());
    }
}
