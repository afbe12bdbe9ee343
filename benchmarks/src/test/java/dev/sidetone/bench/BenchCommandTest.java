/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("unit")
final class BenchCommandTest {

    private static final int USAGE = 2;

    private final StringWriter errors = new StringWriter();
    private final CommandLine command =
            new CommandLine(new BenchCommand()).setErr(new PrintWriter(errors, true));

    @Test
    void shouldSayThatNothingMatches() {
        assertThat(command.execute("no-such-subject")).isEqualTo(USAGE);
        assertThat(errors.toString()).contains("no benchmark matches no-such-subject", "--list");
    }

    @Test
    void shouldSayThatAPatternIsNoRegularExpression() {
        assertThat(command.execute("g711", "(")).isEqualTo(USAGE);
        assertThat(errors.toString()).contains("PATTERN must be a regular expression, not '('");
    }

    @Test
    void shouldMeasureNothingWhenTheReportCannotBeWritten(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("taken"), "");
        assertThat(command.execute("--report", file.toString(), "g711")).isEqualTo(USAGE);
    }
}
