/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.leg;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.inbox.InboxSlot;

/**
 * How far a caller's audio runs ahead of real time. A live caller cannot: nothing is sent before it
 * was spoken, so audio that has come may at most be as long as the time since its first frame, but
 * for what had gathered on the way before that. Owned by one call on its worker; allocates nothing.
 */
public final class StreamPace {
    /** More than any path holds back; a caller at twice real time is there after as long. */
    public static final int MOST_AHEAD_MS = 30_000;

    private static final long NANOS_PER_MS = 1_000_000L;

    private final AudioFormat format;
    private boolean started;
    private long firstArrivalNs;
    private long audioBytes;

    /** Of audio in this format. */
    public StreamPace(AudioFormat format) {
        this.format = format;
    }

    /** Takes one media slot; false when the audio is ahead of real time by more than it may be. */
    public boolean onMedia(InboxSlot slot) {
        if (!started) {
            started = true;
            firstArrivalNs = slot.arrivalNs();
        }
        audioBytes += slot.audioLength();
        long elapsedMs = (slot.arrivalNs() - firstArrivalNs) / NANOS_PER_MS;
        return audioBytes / format.bytesPerMs() - elapsedMs <= MOST_AHEAD_MS;
    }
}
