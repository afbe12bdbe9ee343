/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.config;

/**
 * How many workers, and I/O threads beside them, a machine of so many cores gets where nobody said.
 * Cores are what the JVM may use: a {@code taskset}, a cpuset or a container's quota counts. Pure.
 */
final class DefaultThreads {
    /** Fewer cores are all given to calls. */
    private static final int SPARE_FROM = 4;

    /** From here on one core in eight is left to everything else. */
    private static final int EIGHTH_FROM = 16;

    private DefaultThreads() {}

    /**
     * Workers when they drive their sockets themselves. What is left out serves the kernel's
     * network work, the collector, and virtual threads.
     */
    static int workers(int cores) {
        if (cores < SPARE_FROM) {
            return Math.max(1, cores);
        }
        return cores < EIGHTH_FROM ? cores - 1 : cores - cores / 8;
    }

    /** I/O threads in {@code dedicated} mode: one for every three cores. */
    static int ioThreads(int cores) {
        return Math.max(1, cores / 3);
    }

    /** Workers in {@code dedicated} mode: what {@link #ioThreads} leave of {@link #workers}. */
    static int dedicatedWorkers(int cores) {
        return Math.max(1, workers(cores) - ioThreads(cores));
    }
}
