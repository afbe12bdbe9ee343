/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what warm code allocates on the thread of its test. */
public final class Allocations {
    private static final int WARM_UP_RUNS = 3_000;
    private static final int ROUNDS = 4;
    private static final int RUNS = 1_000;

    private Allocations() {}

    /**
     * Bytes that one run of the step takes: the average of {@value #RUNS}, in the best of several
     * rounds, since compiling on the way costs a little now and then.
     */
    public static long bytesPerRun(Runnable step) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        run(step, WARM_UP_RUNS);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            run(step, RUNS);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least / RUNS;
    }

    private static void run(Runnable step, int times) {
        for (int i = 0; i < times; i++) {
            step.run();
        }
    }
}
