/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.leg;

/**
 * Maps stream time (milliseconds of audio received) to the worker's clock. A frame can arrive late
 * but never before it was spoken, so the least offset seen is nearest the truth; it may rise by 50
 * ppm, which is more than two sound cards differ. Owned by one leg.
 *
 * <p>A caller that sends slower than real time, or paused its stream, never gets back to that
 * offset: what it says now would count as spoken ever longer ago. So where for {@value #WINDOW_MS}
 * ms no frame came within {@value #BEHIND_MS} ms of it, the least offset of that time takes its
 * place.
 */
final class StreamClock {
    static final int WINDOW_MS = 5000;
    static final int BEHIND_MS = 500;

    private static final long NANOS_PER_MS = 1_000_000L;
    private static final long DRIFT_DIVISOR = 20_000;

    private boolean started;
    private long offsetNs;
    private long lastArrivalNs;
    private long windowStartNs;
    private long windowOffsetNs;

    /**
     * Audio up to {@code streamMs} had arrived at {@code arrivalNs}.
     *
     * @return true where the stream has fallen behind for good and the map was drawn anew
     */
    boolean onArrival(long streamMs, long arrivalNs) {
        long observedNs = arrivalNs - streamMs * NANOS_PER_MS;
        if (!started) {
            started = true;
            offsetNs = observedNs;
            beginWindow(arrivalNs);
        } else {
            offsetNs =
                    Math.min(
                            offsetNs + Math.max(0, arrivalNs - lastArrivalNs) / DRIFT_DIVISOR,
                            observedNs);
        }
        lastArrivalNs = arrivalNs;
        windowOffsetNs = Math.min(windowOffsetNs, observedNs);
        return arrivalNs - windowStartNs >= WINDOW_MS * NANOS_PER_MS && endWindow(arrivalNs);
    }

    private boolean endWindow(long nowNs) {
        boolean behind = windowOffsetNs - offsetNs > BEHIND_MS * NANOS_PER_MS;
        if (behind) {
            offsetNs = windowOffsetNs;
        }
        beginWindow(nowNs);
        return behind;
    }

    private void beginWindow(long nowNs) {
        windowStartNs = nowNs;
        windowOffsetNs = Long.MAX_VALUE;
    }

    /** So much of the stream was lost: what follows was spoken that much later. */
    void skip(long lostMs) {
        offsetNs += lostMs * NANOS_PER_MS;
        if (windowOffsetNs != Long.MAX_VALUE) {
            windowOffsetNs += lostMs * NANOS_PER_MS;
        }
    }

    /**
     * When the sample at {@code streamMs} was spoken, on the worker's clock, path delay excluded.
     */
    long spokenNs(long streamMs) {
        return offsetNs + streamMs * NANOS_PER_MS;
    }
}
