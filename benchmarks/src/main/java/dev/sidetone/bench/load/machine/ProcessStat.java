/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a process has used so far.
 *
 * @param cpuNs CPU time of all its threads, also those that have ended
 * @param rssKb resident memory
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
public record ProcessStat(long cpuNs, long rssKb) {

    /** Ticks of /proc are hundredths of a second on every Linux. */
    static final long TICK_NS = 10_000_000;

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final String RSS = "VmRSS:";

    /** Of a process, or null when it cannot be read. */
    public static @Nullable ProcessStat of(long pid) {
        return of(Path.of("/proc", Long.toString(pid)));
    }

    static @Nullable ProcessStat of(Path proc) {
        try {
            return new ProcessStat(
                    cpuNs(Files.readString(proc.resolve("stat"))),
                    rssKb(Files.readAllLines(proc.resolve("status"))));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException _) {
            return null;
        }
    }

    private static long cpuNs(String stat) {
        // the second field is the program's name in parentheses, and may hold anything
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]))
                * TICK_NS;
    }

    private static long rssKb(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith(RSS))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }
}
