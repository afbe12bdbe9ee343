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
}
