/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.stat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the one server whose counters are asked for. Any thread. */
public final class RunningServers {
    private final List<Path> folders;

    /** Looks where servers started with this environment leave their files. */
    public RunningServers(Map<String, String> environment) {
        this.folders = RunFolder.candidates(environment);
    }

    /**
     * Opens a server's counters.
     *
     * @param pid which one; null for the only one that runs
     * @throws IOException with a sentence for a person when there is none, or more than one
     */
    public CountersReading open(@Nullable Long pid) throws IOException {
        if (pid != null) {
            return openThat(pid);
        }
        SortedMap<Long, Path> running = running();
        if (running.isEmpty()) {
            throw new IOException(
                    "no server is running; looked in "
                            + folders.stream().map(Path::toString).collect(Collectors.joining(", "))
                            + " ("
                            + RunFolder.VARIABLE
                            + " names another folder)");
        }
        if (running.size() > 1) {
            throw new IOException(
                    "several servers are running, say which: " + options(running.keySet()));
        }
        return CountersReading.open(running.firstEntry().getValue());
    }

    private CountersReading openThat(long pid) throws IOException {
        for (Path folder : folders) {
            Path file = CountersLayout.fileOf(folder, pid);
            if (Files.exists(file)) {
                if (!CountersFile.isAlive(file)) {
                    throw new IOException(
                            "the server with pid "
                                    + pid
                                    + " is gone; it did not come to remove "
                                    + file);
                }
                return CountersReading.open(file);
            }
        }
        SortedMap<Long, Path> running = running();
        throw new IOException(
                "no server with pid "
                        + pid
                        + (running.isEmpty() ? "" : "; running: " + options(running.keySet())));
    }

    private static String options(Iterable<Long> pids) {
        List<String> options = new ArrayList<>();
        pids.forEach(pid -> options.add("--pid " + pid));
        return String.join(", ", options);
    }

    private SortedMap<Long, Path> running() throws IOException {
        SortedMap<Long, Path> running = new TreeMap<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    var pid = CountersLayout.pidOf(file);
                    if (pid.isPresent() && isAlive(file)) {
                        running.putIfAbsent(pid.getAsLong(), file);
                    }
                }
            }
        }
        return running;
    }

    private static boolean isAlive(Path file) throws IOException {
        try {
            return CountersFile.isAlive(file);
        } catch (NoSuchFileException endedJustNow) {
            return false;
        }
    }
}
