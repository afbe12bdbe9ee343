/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class PartialFileTest {
    private static final Path LOCKS = Path.of("/proc/locks");

    @TempDir Path folder;

    @Test
    void shouldReadBackWhatWasAppended() throws Exception {
        try (PartialFile file = PartialFile.open(folder.resolve("model"))) {
            assertThat(file.content()).isEmpty();
            file.append(new byte[] {1, 2, 3, 4}, 3);
            assertThat(file.content()).containsExactly(1, 2, 3);
            file.append(new byte[] {4}, 1);
            assertThat(file.content()).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void shouldKeepItsLockWhenItIsRead() throws Exception {
        assumeThat(LOCKS).as("where Linux lists file locks").exists();
        try (PartialFile file = PartialFile.open(folder.resolve("model"))) {
            file.append(new byte[] {1, 2, 3}, 3);
            String ours = ":" + Files.getAttribute(folder.resolve("model.part"), "unix:ino") + " ";
            assumeThat(locks()).as("of a file system that lists them").contains(ours);
            file.content();
            assertThat(locks()).contains(ours);
        }
    }

    private static String locks() throws Exception {
        return Files.readString(LOCKS, StandardCharsets.US_ASCII);
    }
}
