/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.EchoFigures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page can be drawn again from the files beside it: nothing in it is in no file. */
@Tag("unit")
final class ReportRedrawTest {

    static Stream<RunReport> runs() {
        return Stream.of(
                TestRuns.run(1),
                TestRuns.run(9),
                TestRuns.failed(),
                TestRuns.saying("a <b>", "a \u0007 b", null, null),
                TestRuns.run(
                        List.of(TestRuns.figures(0, 20.0), TestRuns.unanswered(1)),
                        new CallResult.Counts(
                                7, 1, 6, 5, 1, 2, 3, 99.5, 4, new EchoFigures(1, 2, 3, 4))));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void shouldDrawTheSamePageFromTheFilesAlone(RunReport run, @TempDir Path folder)
            throws Exception {
        ReportFolder.prepare(folder).write(run);
        String page = Files.readString(folder.resolve("report.html"));
        Files.delete(folder.resolve("report.html"));
        assertThat(TestRuns.page(WrittenRun.read(folder))).isEqualTo(page);
    }
}
