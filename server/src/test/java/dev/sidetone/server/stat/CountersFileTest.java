/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.media.metrics.CounterStore;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.media.metrics.WorkerCounters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class CountersFileTest {
    private static final int CAPACITY = CounterStore.capacityFor(2);

    @TempDir private Path folder = Path.of("");

    @Test
    void shouldShowAnotherReaderWhatWorkersCount() throws Exception {
        try (CountersFile file = CountersFile.create(folder, 42, 1_000, 2, CAPACITY)) {
            WorkerCounters second = new WorkerCounters(file.store(), 1);
            SharedCounters shared = new SharedCounters(file.store());
            second.add(MediaCounter.FRAMES_IN, 5);
            shared.increment(MediaCounter.FRAMES_IN);
            file.published(2_000);
            try (CountersReading reading = CountersReading.open(file.file())) {
                CountersSnapshot snapshot = reading.read(7);
                assertThat(snapshot.pid()).isEqualTo(42);
                assertThat(snapshot.startMs()).isEqualTo(1_000);
                assertThat(snapshot.publishedMs()).isEqualTo(2_000);
                assertThat(snapshot.workers()).isEqualTo(2);
                assertThat(snapshot.ofWorker(1, "frames_in")).isEqualTo(5);
                assertThat(snapshot.total("frames_in")).isEqualTo(6);
                second.increment(MediaCounter.FRAMES_IN);
                assertThat(reading.read(8).total("frames_in")).isEqualTo(7);
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldBeThisUsersAlone() throws Exception {
        try (CountersFile file = CountersFile.create(folder, 42, 0, 2, CAPACITY)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.file())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void shouldSweepFilesOfServersThatAreGoneAndNoOthers() throws Exception {
        Path stranger = Files.writeString(folder.resolve("notes.txt"), "keep");
        Path left = Files.writeString(folder.resolve("7.counters"), "from a killed server");
        try (CountersFile alive = CountersFile.create(folder, 42, 0, 2, CAPACITY)) {
            assertThat(CountersFile.sweep(folder)).isOne();
            assertThat(left).doesNotExist();
            assertThat(stranger).exists();
            assertThat(alive.file()).exists();
        }
    }

    @Test
    void shouldRefuseAFileOfAnotherLayoutAndSayWhatToUse() throws Exception {
        try (CountersFile file = CountersFile.create(folder, 42, 0, 2, CAPACITY)) {
            try (FileChannel channel = FileChannel.open(file.file(), StandardOpenOption.WRITE)) {
                channel.write(
                        ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(0, 99), 0);
            }
            assertThatThrownBy(() -> CountersReading.open(file.file()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("layout 99, this sidetone reads 1");
        }
        Path other = Files.writeString(folder.resolve("1.counters"), "x".repeat(300));
        assertThatThrownBy(() -> CountersReading.open(other))
                .hasMessageContaining("not a counters file");
    }

    @Test
    void shouldFindTheOneServerAndAskWhichWhenThereAreMore() throws Exception {
        RunningServers servers = new RunningServers(Map.of(RunFolder.VARIABLE, folder.toString()));
        assertThatThrownBy(() -> servers.open(null)).hasMessageContaining("no server is running");
        try (CountersFile one = CountersFile.create(folder, 42, 0, 2, CAPACITY)) {
            try (CountersReading found = servers.open(null)) {
                assertThat(found.read(0).pid()).isEqualTo(42);
            }
            try (CountersFile two = CountersFile.create(folder, 43, 0, 2, CAPACITY);
                    CountersReading asked = servers.open(43L)) {
                assertThat(asked.read(0).pid()).isEqualTo(43);
                assertThatThrownBy(() -> servers.open(null))
                        .hasMessageContaining("--pid 42, --pid 43");
                assertThat(two.file()).isNotEqualTo(one.file());
            }
            assertThatThrownBy(() -> servers.open(44L))
                    .hasMessage("no server with pid 44; running: --pid 42");
        }
        Files.writeString(folder.resolve("7.counters"), "from a killed server");
        assertThatThrownBy(() -> servers.open(7L)).hasMessageContaining("is gone");
    }

    @Test
    void shouldKeepCountersInMemoryWhereNoFileCanBeMade() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        try (CounterHome home =
                CounterHome.inRunFolder(Map.of(RunFolder.VARIABLE, file.toString()), 0)) {
            WorkerCounters counters = new WorkerCounters(home.open(1, CAPACITY), 0);
            counters.increment(MediaCounter.TURNS);
            assertThat(counters.get(MediaCounter.TURNS)).isOne();
        }
    }

    @Test
    void shouldTakeNoFolderThatOthersCanReachUnlessItWasNamed() throws Exception {
        Path runtime = Files.createDirectory(folder.resolve("runtime"));
        Path open = Files.createDirectory(runtime.resolve("sidetone"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path taken = RunFolder.open(Map.of("XDG_RUNTIME_DIR", runtime.toString()));
        assertThat(taken).isNotEqualTo(open);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwx------"));
        assertThat(RunFolder.open(Map.of("XDG_RUNTIME_DIR", runtime.toString()))).isEqualTo(open);
        assertThat(open).isEmptyDirectory();
        Path named = folder.resolve("a/b");
        assertThat(RunFolder.open(Map.of(RunFolder.VARIABLE, named.toString()))).isEqualTo(named);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(named)))
                .isEqualTo("rwx------");
    }
}
