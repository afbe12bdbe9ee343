/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.server.io.TlsFiles;
import dev.sidetone.server.testing.GoldenProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person reads who wrote something wrong; the golden files hold it word for word. */
@Tag("unit")
final class ConfigProblemsTest {
    @TempDir private Path folder = Path.of("");

    static List<GoldenProblems.Case> cases() {
        return GoldenProblems.read("problems.txt");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldSayWordForWordWhatIsWrong(GoldenProblems.Case golden) throws IOException {
        GoldenProblems.Case wrong = golden.with("folder", folder.toString());
        Path file = Files.writeString(folder.resolve("test.yaml"), wrong.yaml());
        Files.writeString(folder.resolve("empty"), "\n");
        assertThat(wrong.says()).isNotEmpty();
        assertThatThrownBy(() -> new ConfigLoader(wrong.environment()).load(file))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        told ->
                                assertThat(told.problems())
                                        .containsExactlyElementsOf(wrong.says()));
    }

    @Test
    void shouldSayWordForWordThatPemFilesAreNone() throws IOException {
        Path file = Files.writeString(folder.resolve("test.yaml"), "port: 1\n");
        assertThatThrownBy(() -> TlsFiles.serverContext(file, file))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        GoldenProblems.read("launch-problems.txt", "PEM files that are none")
                                .with("folder", folder.toString())
                                .says()
                                .getFirst());
    }
}
