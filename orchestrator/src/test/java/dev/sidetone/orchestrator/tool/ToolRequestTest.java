/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ToolRequestTest {
    @Test
    void shouldDoubleThePauseWithEachAttempt() {
        assertThat(Stream.of(1, 2, 3).map(ToolRequest.pauses())).containsExactly(50L, 100L, 200L);
    }
}
