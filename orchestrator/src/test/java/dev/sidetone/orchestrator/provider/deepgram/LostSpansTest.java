/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class LostSpansTest {
    private final LostSpans spans = new LostSpans();

    @Test
    void shouldLeadBackToWhatWasOfferedOnEachSideOfALoss() {
        spans.lost(1000, 160);
        spans.lost(1000, 160);
        spans.lost(3000, 80);
        assertThat(spans.offered(1000)).isEqualTo(1000);
        assertThat(spans.offered(1001)).isEqualTo(1321);
        assertThat(spans.offered(3000)).isEqualTo(3320);
        assertThat(spans.offered(5000)).isEqualTo(5400);
    }

    @Test
    void shouldKeepTheSumOfWhatItNoLongerKeepsApart() {
        for (int span = 1; span <= 50; span++) {
            spans.lost(span * 1000L, 10);
        }
        assertThat(spans.offered(50_001)).isEqualTo(50_501);
        assertThat(spans.offered(49_001)).isEqualTo(49_491);
    }
}
