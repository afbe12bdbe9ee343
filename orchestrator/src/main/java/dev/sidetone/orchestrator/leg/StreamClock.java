/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.leg;

/**
 * Maps stream time (milliseconds of audio received) to the worker's clock. A frame can arrive late
 * but never before it was spoken, so the least offset seen is nearest the truth; it may rise by 50
 * ppm, which is more than two sound cards differ. Owned by one leg.
 */
final class StreamClock {
    private static final long NANOS_PER_MS = 1_000_000L;
    private static final long DRIFT_DIVISOR = 20_000;

    private boolean started;
    private long offsetNs;
    private long lastArrivalNs;

    /** Audio up to {@code streamMs} had arrived at {@code arrivalNs}. */
    void onArrival(long streamMs, long arrivalNs) {
        long observedNs = arrivalNs - streamMs * NANOS_PER_MS;
        if (!started) {
            started = true;
            offsetNs = observedNs;
        } else {
            offsetNs =
                    Math.min(
                            offsetNs + Math.max(0, arrivalNs - lastArrivalNs) / DRIFT_DIVISOR,
                            observedNs);
        }
        lastArrivalNs = arrivalNs;
    }

    /** So much of the stream was lost: what follows was spoken that much later. */
    void skip(long lostMs) {
        offsetNs += lostMs * NANOS_PER_MS;
    }

    /**
     * When the sample at {@code streamMs} was spoken, on the worker's clock, path delay excluded.
     */
    long spokenNs(long streamMs) {
        return offsetNs + streamMs * NANOS_PER_MS;
    }
}
