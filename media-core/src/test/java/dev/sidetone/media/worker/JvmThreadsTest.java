/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class JvmThreadsTest {

    /** Place of the niceness in {@code /proc/PID/stat}, counted from behind the name. */
    private static final int NICENESS_FIELD = 16;

    @Test
    void shouldLowerTheCompilerAndTheCollectorAndNobodyElse(@TempDir Path tasks)
            throws IOException {
        thread(tasks, 11, "media-worker-0");
        thread(tasks, 12, "C2 CompilerThre");
        thread(tasks, 13, "C1 CompilerThre");
        thread(tasks, 14, "ZWorkerYoung#0");
        thread(tasks, 15, "ZDriverMinor");
        thread(tasks, 16, "VM Thread");
        thread(tasks, 18, "GC Thread#0");
        thread(tasks, 19, "G1 Conc#0");
        Files.createDirectory(tasks.resolve("17"));
        Map<Integer, Integer> set = new HashMap<>();
        int lowered =
                JvmThreads.giveWay(
                        tasks,
                        (thread, niceness) -> {
                            set.put(thread, niceness);
                            return thread != 15;
                        });
        assertThat(set).isEqualTo(Map.of(12, 5, 14, 10, 15, 10, 19, 10));
        assertThat(lowered).isEqualTo(3);
    }

    @Test
    void shouldTellHowManyItReachedWhereItCannotGoOn(@TempDir Path tasks) throws IOException {
        thread(tasks, 11, "C2 CompilerThre");
        thread(tasks, 12, "G1 Conc#0");
        thread(tasks, 13, "G1 Conc#1");
        Set<Integer> reached = new HashSet<>();
        int lowered =
                JvmThreads.giveWay(
                        tasks,
                        (thread, niceness) -> {
                            if (reached.size() == 2) {
                                throw new LinkageError("on purpose");
                            }
                            return reached.add(thread);
                        });
        assertThat(lowered).isEqualTo(2);
        assertThat(JvmThreads.giveWay(tasks.resolve("none"), (thread, niceness) -> true)).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldReachTheThreadsOfThisProcess() throws IOException {
        assertThat(JvmThreads.giveWay()).isPositive();
        List<Integer> compilers;
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            compilers =
                    tasks.map(JvmThreadsTest::stat)
                            .filter(stat -> stat.contains("(C2 CompilerThre"))
                            .map(JvmThreadsTest::niceness)
                            .toList();
        }
        assertThat(compilers).isNotEmpty().allMatch(niceness -> niceness >= 5);
    }

    private static void thread(Path tasks, int id, String name) throws IOException {
        Path folder = Files.createDirectory(tasks.resolve(Integer.toString(id)));
        Files.writeString(folder.resolve("comm"), name + "\n");
    }

    private static String stat(Path task) {
        try {
            return Files.readString(task.resolve("stat"));
        } catch (IOException ended) {
            return "";
        }
    }

    private static int niceness(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Integer.parseInt(fields[NICENESS_FIELD]);
    }
}
