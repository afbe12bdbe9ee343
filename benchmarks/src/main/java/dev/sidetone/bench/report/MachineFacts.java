/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where a number was measured.
 *
 * @param cores processors of the machine, whether this process may use them or not
 * @param cpu model name, or the architecture where the system does not tell
 * @param memoryMb physical memory
 * @param os name and version
 * @param jdk vendor and version
 */
public record MachineFacts(int cores, String cpu, long memoryMb, String os, String jdk) {

    /** This machine. */
    public static MachineFacts here() {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new MachineFacts(
                coresThere(),
                cpuModel(),
                system.getTotalMemorySize() >> 20,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor")
                        + " "
                        + System.getProperty("java.runtime.version"));
    }

    /** CPU time of this process so far. */
    public static long processCpuNs() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static int coresThere() {
        int listed = (int) cpuInfo().filter(line -> line.startsWith("processor")).count();
        return Math.max(listed, Runtime.getRuntime().availableProcessors());
    }

    private static String cpuModel() {
        return cpuInfo()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseGet(() -> System.getProperty("os.arch"));
    }

    /** Nothing where the system does not tell. */
    private static Stream<String> cpuInfo() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream();
        } catch (IOException _) {
            return Stream.of();
        }
    }
}
