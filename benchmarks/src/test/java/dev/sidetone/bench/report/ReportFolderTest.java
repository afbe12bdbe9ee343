/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class ReportFolderTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void shouldSayWhichFileStandsInItsPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "mine");
        assertThatThrownBy(() -> ReportFolder.prepare(file))
                .hasMessage(
                        "cannot write reports into %s: there is a file in its place: %s",
                        file, file);
        assertThatThrownBy(() -> ReportFolder.prepare(file.resolve("below")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "cannot write reports into " + file.resolve("below") + ": ");
        assertThat(file).hasContent("mine");
    }

    @Test
    void shouldFindOutBeforeTheCallThatAFolderStandsWhereAReportGoes() throws IOException {
        Files.createDirectory(folder.resolve("report.html"));
        assertThatThrownBy(() -> ReportFolder.prepare(folder))
                .hasMessage(
                        "cannot write %s: there is a folder in its place",
                        folder.resolve("report.html"));
    }

    @Test
    void shouldLeaveNothingBehindWhenItOnlyLooked() throws IOException {
        ReportFolder.prepare(folder.resolve("new/folder"));
        assertThat(folder.resolve("new/folder")).isEmptyDirectory();
    }

    @Test
    void shouldNameTheFileAndTheCauseWhenItCannotBeWrittenLater() throws IOException {
        ReportFolder reports = ReportFolder.prepare(folder.resolve("gone"));
        Files.delete(folder.resolve("gone"));
        assertThatThrownBy(() -> reports.write("report.json", "{}"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "cannot write " + folder.resolve("gone/report.json") + ": it is not there");
    }

    @Test
    void shouldWriteThePageTheFiguresAndTheRecording() throws IOException {
        ReportFolder.prepare(folder).write(TestRuns.run(1));
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("call.wav", "caller.json", "report.json", "report.html");
        assertThat(Files.size(folder.resolve("call.wav"))).isEqualTo(44 + 13_000 * 32);
    }
}
