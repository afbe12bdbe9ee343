/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.machine;

import org.jspecify.annotations.Nullable;

/**
 * Everything that was used up to one instant.
 *
 * @param atNs when
 * @param harness this process
 * @param server the server's process, where it is known and on this machine
 * @param machine all processors
 */
public record MachineReading(
        long atNs,
        @Nullable ProcessStat harness,
        @Nullable ProcessStat server,
        @Nullable MachineCpu machine) {

    /** Now; {@code serverPid} 0 is not known. */
    public static MachineReading now(long serverPid) {
        return new MachineReading(
                System.nanoTime(),
                ProcessStat.of(ProcessHandle.current().pid()),
                serverPid == 0 ? null : ProcessStat.of(serverPid),
                MachineCpu.now());
    }

    /** Cores that each used since an earlier reading. */
    public CpuShares since(MachineReading before) {
        double wallNs = Math.max(1, atNs - before.atNs);
        MachineCpu all = machine;
        MachineCpu allBefore = before.machine;
        return new CpuShares(
                share(server, before.server, wallNs),
                share(harness, before.harness, wallNs),
                all == null || allBefore == null
                        ? null
                        : (all.busyNs() - allBefore.busyNs()) / wallNs,
                all == null || allBefore == null
                        ? null
                        : (all.stolenNs() - allBefore.stolenNs()) / wallNs);
    }

    private static @Nullable Double share(
            @Nullable ProcessStat now, @Nullable ProcessStat before, double wallNs) {
        return now == null || before == null ? null : (now.cpuNs() - before.cpuNs()) / wallNs;
    }
}
