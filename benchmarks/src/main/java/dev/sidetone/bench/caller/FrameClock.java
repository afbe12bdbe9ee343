/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import org.HdrHistogram.Histogram;

/**
 * The absolute schedule of a caller's 20 ms frames. Frame k holds the samples [20k, 20k + 20) ms of
 * stream time and is due when the last of them has been spoken, at 20(k + 1) ms: a microphone
 * cannot send earlier. Deadlines are computed from the start, so that lateness never accumulates;
 * every send's lateness is recorded. Owned by the thread of the caller's loop.
 */
public final class FrameClock {

    /** Length of a frame. */
    public static final long FRAME_NS = 20_000_000;

    /** A run whose sends were later than this at the 99th percentile measured itself. */
    public static final double VALID_LATENESS_P99_MS = 5;

    private static final long LONGEST_US = 60_000_000;

    private final long startNs;
    private final Histogram latenessUs;
    private long frame;
    private long late;

    /**
     * Starts the schedule.
     *
     * @param startNs stream time zero
     * @param latenessUs where lateness is recorded; may be shared by callers of one thread
     */
    public FrameClock(long startNs, Histogram latenessUs) {
        this.startNs = startNs;
        this.latenessUs = latenessUs;
    }

    /** When the next frame is due. */
    public long dueNs() {
        return startNs + (frame + 1) * FRAME_NS;
    }

    /** Number of the next frame. */
    public long frame() {
        return frame;
    }

    /** The instant at which the first sample of frame {@code k} is spoken. */
    public long frameStartNs(long k) {
        return startNs + k * FRAME_NS;
    }

    /** The next frame was written at {@code nowNs}. */
    public void onSent(long nowNs) {
        long lateNs = Math.max(0, nowNs - dueNs());
        latenessUs.recordValue(Math.min(lateNs / 1000, LONGEST_US));
        if (lateNs > VALID_LATENESS_P99_MS * 1_000_000) {
            late++;
        }
        frame++;
    }

    /** Frames written more than 5 ms after they were due. */
    public long late() {
        return late;
    }

    /** A histogram that fits what a clock records. */
    public static Histogram latenessHistogram() {
        return new Histogram(LONGEST_US, 3);
    }
}
