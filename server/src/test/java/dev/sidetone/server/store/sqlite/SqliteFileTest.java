/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.testing.GoldenProblems;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be used, and what a person reads then, word for word. */
@Tag("unit")
@Timeout(120)
final class SqliteFileTest {
    @TempDir private Path folder = Path.of("");

    private Path file() {
        return folder.resolve("calls.db");
    }

    @Test
    void shouldMakeFilesThatOnlyTheirOwnerReads() throws Exception {
        Path deep = folder.resolve("not/there/yet/calls.db");
        try (StoreRig rig = StoreRig.open(deep)) {
            rig.keepAll(1, 1);
            for (String suffix : new String[] {"", "-wal", "-shm", ".lock"}) {
                Path made = deep.resolveSibling("calls.db" + suffix);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                        .as(suffix)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void shouldRefuseAFolder() {
        assertRefused(folder, "store: a folder");
    }

    @Test
    void shouldRefuseAFolderThatIsAFile() throws Exception {
        Files.writeString(folder.resolve("plain"), "x");
        assertRefused(folder.resolve("plain/calls.db"), "store: no folder");
    }

    @Test
    void shouldRefuseAnythingButADatabase() throws Exception {
        Files.writeString(file(), "calls of last year, as text. ".repeat(200));
        assertRefused(file(), "store: no database");
        assertThat(Files.readString(file())).as("left alone").startsWith("calls of last year");
    }

    @Test
    void shouldRefuseADamagedFile() throws Exception {
        try (StoreRig rig = StoreRig.open(file())) {
            rig.keepAll(1, 100);
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            long length = bytes.length();
            for (long at = 4096; at < length; at += 4096) {
                bytes.seek(at);
                bytes.write(new byte[2048]);
            }
        }
        assertThatThrownBy(() -> SqliteFile.open(file()))
                .isInstanceOf(StoreProblem.class)
                .hasMessageContaining("is damaged; move it away and put a backup in its place");
    }

    @Test
    void shouldRefuseAFileThatAnotherServerHas() throws Exception {
        try (StoreRig held = StoreRig.open(file())) {
            assertRefused(file(), "store: another server");
            held.keepAll(1, 1);
        }
        SqliteFile.open(file()).close();
    }

    @Test
    void shouldRefuseAFileThatAnotherProgramHasLocked() throws Exception {
        SqliteFile.open(file()).close();
        try (Connection other = StoreRig.beside(file());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            assertThatThrownBy(() -> SqliteFile.open(file()))
                    .isInstanceOf(StoreProblem.class)
                    .hasMessageStartingWith(
                            "store.file: "
                                    + file()
                                    + " is locked by another process; end that process, or name another file");
        }
        SqliteFile.open(file()).close();
    }

    @Test
    void shouldRefuseAFileOfALaterRelease() throws Exception {
        SqliteFile.open(file()).close();
        execute(
                "INSERT INTO flyway_schema_history SELECT 2, '2', 'later', type, 'V2__later.sql', 1,"
                        + " installed_by, installed_on, 1, 1 FROM flyway_schema_history");
        assertRefused(file(), "store: later release");
    }

    @Test
    void shouldRefuseADatabaseOfSomethingElse() throws Exception {
        execute("CREATE TABLE recipes (name TEXT)");
        assertThatThrownBy(() -> SqliteFile.open(file()))
                .isInstanceOf(StoreProblem.class)
                .hasMessageStartingWith(
                        "store.file: "
                                + file()
                                + " is no store of Sidetone's; name another file (");
    }

    @Test
    void shouldOpenAgainWhatItHasMade() throws Exception {
        try (StoreRig rig = StoreRig.open(file())) {
            rig.keep(StoreRig.head(1), Termination.Reason.DRAINED);
        }
        SqliteFile.open(file()).close();
    }

    private void execute(String sql) throws Exception {
        try (Connection other = StoreRig.beside(file());
                Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    private void assertRefused(Path path, String golden) {
        assertThatThrownBy(() -> SqliteFile.open(path))
                .isInstanceOf(StoreProblem.class)
                .hasMessage(
                        GoldenProblems.read("launch-problems.txt", golden)
                                .with("folder", folder.toString())
                                .says()
                                .getFirst());
    }
}
