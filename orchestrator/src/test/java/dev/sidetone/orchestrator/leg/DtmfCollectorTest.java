/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.leg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class DtmfCollectorTest {
    private final DtmfCollector keys = new DtmfCollector(100);

    @Test
    void shouldGatherKeysUntilNoneFollowsForTheTimeout() {
        keys.onKey('1', 0);
        keys.onKey('2', 90);
        assertThat(keys.poll(189)).isNull();
        assertThat(keys.nextDeadlineNs()).isEqualTo(190);
        assertThat(keys.collecting()).isTrue();
        assertThat(keys.poll(190)).isEqualTo("12");
        assertThat(keys.collecting()).isFalse();
        assertThat(keys.poll(1000)).isNull();
        assertThat(keys.nextDeadlineNs()).isEqualTo(OutboundLeg.NEVER);
    }

    @Test
    void shouldEndAtTheHashAtOnce() {
        keys.onKey('5', 0);
        keys.onKey('#', 1);
        assertThat(keys.poll(1)).isEqualTo("5");
    }

    @Test
    void shouldTakeALoneHashAsAKey() {
        keys.onKey('#', 0);
        assertThat(keys.poll(100)).isEqualTo("#");
    }

    @Test
    void shouldBoundAnEntryThatNeverEnds() {
        for (int i = 0; i < 100; i++) {
            keys.onKey('9', i);
        }
        assertThat(keys.poll(100)).isEqualTo("9".repeat(32));
    }
}
