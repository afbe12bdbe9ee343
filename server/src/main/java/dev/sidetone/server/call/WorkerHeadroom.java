/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.LongSupplier;

/**
 * Which workers are too busy to take one more call. A worker's load is the share of the last
 * {@value #WINDOW_SECONDS} seconds that it worked; at the limit it is closed for new calls, and
 * opened again once its load is {@value #HYSTERESIS_PERCENT} points below, or below half of a limit
 * under twice as many. Calls that it has are not touched.
 *
 * <p>Working time is the larger of two figures: time in duty cycles, which sees a worker that is
 * kept from its core, and its thread's CPU time, which sees work done while it waits for I/O. A
 * single long cycle, or a second of many calls' starts, closes nothing.
 *
 * <p>One thread samples, about once a second; any thread asks.
 */
public final class WorkerHeadroom {
    /** Nobody is ever too busy. */
    public static final int NO_LIMIT = 0;

    static final int WINDOW_SECONDS = 5;
    static final int HYSTERESIS_PERCENT = 10;

    private static final long WINDOW_NS = TimeUnit.SECONDS.toNanos(WINDOW_SECONDS);

    /** Rounds that come in a bunch after a pause tell nothing of a second each. */
    private static final long CLOSEST_NS = TimeUnit.MILLISECONDS.toNanos(500);

    /** After a pause this long the past is another window's. */
    private static final long GAP_NS = 2 * WINDOW_NS;

    /** Window over the closest distance, and the newest. */
    private static final int SAMPLES = 2 * WINDOW_SECONDS + 1;

    private static final int OPEN = 0;
    private static final int CLOSED = 1;

    private final int limitPercent;
    private final double openPercent;
    private final List<Window> windows;
    private final AtomicIntegerArray states;

    /**
     * How long a worker has worked since its start, by two clocks.
     *
     * @param cyclesNs time spent in duty cycles; any thread reads
     * @param cpuNs CPU time of its thread; any thread reads, 0 or less where that is not known
     */
    public record Work(LongSupplier cyclesNs, LongSupplier cpuNs) {}

    /**
     * All workers open.
     *
     * @param limitPercent load at which a worker is closed; {@link #NO_LIMIT} for never
     */
    public WorkerHeadroom(List<Work> workers, int limitPercent) {
        this.limitPercent = limitPercent;
        this.openPercent = limitPercent - Math.min(HYSTERESIS_PERCENT, limitPercent / 2.0);
        this.windows = workers.stream().map(Window::new).toList();
        this.states = new AtomicIntegerArray(workers.size());
    }

    /** Looks at every worker; one thread, about once a second. */
    public void sample(long nowNs) {
        for (int worker = 0; worker < windows.size(); worker++) {
            Window window = windows.get(worker);
            if (limitPercent == NO_LIMIT || !window.add(nowNs)) {
                continue;
            }
            double percent = window.loadPercent();
            if (percent >= limitPercent) {
                states.setRelease(worker, CLOSED);
            } else if (percent < openPercent) {
                states.setRelease(worker, OPEN);
            }
        }
    }

    /** True when this worker may take one more call. */
    public boolean has(int worker) {
        return limitPercent == NO_LIMIT || states.getAcquire(worker) == OPEN;
    }

    /** True when any worker may. */
    public boolean anywhere() {
        return states.length() == 0 || closed() < states.length();
    }

    /** How many workers are closed for new calls. */
    public int closed() {
        int closed = 0;
        for (int worker = 0; worker < states.length(); worker++) {
            closed += states.getAcquire(worker);
        }
        return closed;
    }

    /** The samples of one worker; the sampling thread only. */
    private static final class Window {
        private final Work work;
        private final long[] atNs = new long[SAMPLES];
        private final long[] cyclesNs = new long[SAMPLES];
        private final long[] cpuNs = new long[SAMPLES];
        private int count;
        private double loadPercent;

        Window(Work work) {
            this.work = work;
        }

        /** Takes a sample; true when the window is full enough to judge by. */
        boolean add(long nowNs) {
            long sinceNs = count == 0 ? GAP_NS : nowNs - atNs[count - 1];
            if (sinceNs < CLOSEST_NS) {
                return false;
            }
            if (sinceNs >= GAP_NS) {
                count = 0;
            }
            if (count == SAMPLES) {
                drop(1);
            }
            atNs[count] = nowNs;
            cyclesNs[count] = work.cyclesNs().getAsLong();
            cpuNs[count] = work.cpuNs().getAsLong();
            count++;
            int oldest = 0;
            while (oldest + 1 < count && nowNs - atNs[oldest + 1] >= WINDOW_NS) {
                oldest++;
            }
            drop(oldest);
            return judge();
        }

        private void drop(int oldest) {
            count -= oldest;
            System.arraycopy(atNs, oldest, atNs, 0, count);
            System.arraycopy(cyclesNs, oldest, cyclesNs, 0, count);
            System.arraycopy(cpuNs, oldest, cpuNs, 0, count);
        }

        private boolean judge() {
            int newest = count - 1;
            long elapsedNs = atNs[newest] - atNs[0];
            // the last round may come a little early
            if (elapsedNs < WINDOW_NS - CLOSEST_NS) {
                return false;
            }
            long workedNs = Math.max(cyclesNs[newest] - cyclesNs[0], cpuNs[newest] - cpuNs[0]);
            loadPercent = 100.0 * workedNs / elapsedNs;
            return true;
        }

        double loadPercent() {
            return loadPercent;
        }
    }
}
