/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@Tag("unit")
final class LoadCommandTest {

    @Test
    void shouldSayWhatItsOptionsAreWhereTheyAreNotGiven() {
        String usage = new CommandLine(new LoadCommand()).getUsageMessage().replaceAll("\\s+", " ");
        assertThat(usage)
                .contains(
                        "percent of the callers that break the rules; the server is to end each"
                                + " such call (0)",
                        "later than this at p99 make the run invalid (5)",
                        "callers who say nothing, with idle (5)",
                        "calls that arrive a second (default: all within 5 s, at most 200;")
                .doesNotContain("${");
    }
}
