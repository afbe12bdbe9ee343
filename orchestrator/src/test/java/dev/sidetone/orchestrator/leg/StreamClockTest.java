/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.leg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class StreamClockTest {
    private static final long MS = 1_000_000L;
    private final StreamClock clock = new StreamClock();

    @Test
    void shouldMapByTheLeastDelayedFrameSeen() {
        clock.onArrival(20, 1035 * MS);
        clock.onArrival(40, 1040 * MS);
        clock.onArrival(60, 1095 * MS);
        assertThat(clock.spokenNs(60)).isBetween(1060 * MS, 1060 * MS + 10_000);
    }

    @Test
    void shouldFollowASenderWhoseClockIsSlow() {
        for (int ms = 20; ms <= 600_000; ms += 20) {
            clock.onArrival(ms, ms * MS + ms * 20L);
        }
        assertThat(clock.spokenNs(600_000) / MS).isBetween(600_010L, 600_013L);
    }

    @Test
    void shouldMoveWithASenderAtHalfRealTime() {
        int moved = 0;
        long furthestMs = 0;
        for (int ms = 20; ms <= 120_000; ms += 20) {
            long arrivalNs = 2L * ms * MS;
            moved += clock.onArrival(ms, arrivalNs) ? 1 : 0;
            furthestMs = Math.max(furthestMs, (arrivalNs - clock.spokenNs(ms)) / MS);
        }
        assertThat(moved).isGreaterThan(10);
        assertThat(furthestMs).as("nothing counts as spoken minutes ago").isLessThan(6000);
    }

    @Test
    void shouldMoveBehindAPauseOfTheStream() {
        for (int ms = 20; ms <= 60_000; ms += 20) {
            long pausedMs = ms > 10_000 ? 3000 : 0;
            clock.onArrival(ms, (ms + pausedMs) * MS);
        }
        assertThat(clock.spokenNs(60_000) / MS).isBetween(62_990L, 63_010L);
    }

    @Test
    void shouldNotMoveForABurstOfWhatWasHeldUp() {
        int moved = 0;
        for (int ms = 20; ms <= 60_000; ms += 20) {
            // all that was spoken in 20 s comes at once at their end
            long arrivalMs = ms > 10_000 && ms < 30_000 ? 30_000 : ms;
            moved += clock.onArrival(ms, arrivalMs * MS) ? 1 : 0;
        }
        assertThat(moved).isZero();
        assertThat(clock.spokenNs(60_000) / MS).isBetween(60_000L, 60_003L);
    }
}
