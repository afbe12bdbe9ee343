/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class LabelRowTest {

    @Test
    void shouldLeaveOutALabelThatWouldCoverItsNeighbour() {
        StringBuilder svg = new StringBuilder();
        LabelRow row = new LabelRow("name", 10);
        assertThat(row.right(svg, 0, "turn 1")).isTrue();
        assertThat(row.right(svg, 5, "turn 2")).isFalse();
        assertThat(row.right(svg, 20, "turn 3")).isTrue();
        assertThat(row.right(svg, 95, "turn 4")).isFalse();
        assertThat(row.left(svg, 95, "turn 4")).isTrue();
        assertThat(svg).contains("turn 1", "turn 3", "turn 4").doesNotContain("turn 2");
    }
}
