/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.lifecycle;

import dev.sidetone.media.worker.MediaWorker;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/**
 * CPU time of a worker's thread so far, in ns; 0 while it does not run, or where the machine does
 * not say. Any thread.
 */
public final class WorkerCpu implements LongSupplier {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final MediaWorker worker;

    public WorkerCpu(MediaWorker worker) {
        this.worker = worker;
    }

    @Override
    public long getAsLong() {
        if (!worker.isRunning() || !THREADS.isThreadCpuTimeSupported()) {
            return 0;
        }
        return Math.max(0, THREADS.getThreadCpuTime(worker.threadId()));
    }
}
