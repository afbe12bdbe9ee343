/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What all processors have done so far.
 *
 * @param busyNs CPU time of everything that ran
 * @param stolenNs time that the hypervisor gave to others
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_stat.5.html">proc_stat(5)</a>
 */
public record MachineCpu(long busyNs, long stolenNs) {

    private static final Path STAT = Path.of("/proc/stat");
    private static final int USER = 1;
    private static final int NICE = 2;
    private static final int SYSTEM = 3;
    private static final int IRQ = 6;
    private static final int SOFT_IRQ = 7;
    private static final int STEAL = 8;

    /** Of this machine, or null when it does not tell. */
    public static @Nullable MachineCpu now() {
        try {
            return parse(Files.readString(STAT));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException _) {
            return null;
        }
    }

    static MachineCpu parse(String stat) {
        String[] fields = stat.lines().findFirst().orElse("").split(" +", -1);
        long busy = 0;
        for (int field : new int[] {USER, NICE, SYSTEM, IRQ, SOFT_IRQ}) {
            busy += Long.parseLong(fields[field]);
        }
        return new MachineCpu(
                busy * ProcessStat.TICK_NS, Long.parseLong(fields[STEAL]) * ProcessStat.TICK_NS);
    }
}
