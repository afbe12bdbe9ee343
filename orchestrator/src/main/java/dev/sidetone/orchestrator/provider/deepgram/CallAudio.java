/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;

/**
 * The call's audio on its way to the service: what waits, how far it has come, and what was lost.
 * Places are counted in audio that was taken, sent or held; only {@link #offeredMs} leads back to
 * what the call had offered. Loop's thread only.
 */
final class CallAudio {
    /** What was held goes out in messages of this length. */
    private static final int PIECE_MS = 100;

    private final int bytesPerMs;
    private final Counters counters;
    private final HeldAudio held;
    private final LostSpans lostSpans = new LostSpans();
    private long takenBytes;

    CallAudio(AudioFormat format, int heldMs, Counters counters) {
        this.bytesPerMs = format.bytesPerMs();
        this.counters = counters;
        this.held = new HeldAudio(heldMs * bytesPerMs);
    }

    /** It went out at once. */
    void sent(int length) {
        takenBytes += length;
    }

    /** Keeps it, if there is room. */
    boolean hold(byte[] audio, int offset, int length) {
        boolean taken = held.append(audio, offset, length);
        takenBytes += taken ? length : 0;
        return taken;
    }

    /** There was no room for it. */
    void refused(int length) {
        lostSpans.lost(takenBytes, length);
        countLost(length);
    }

    /** Gives up the older half of what is held where the newest would find no room. */
    void makeRoomFor(int length) {
        if (!held.hasRoomFor(length)) {
            countLost(held.keepLast(held.length() / 2));
        }
    }

    /** Gives up all that is held but the latest. */
    void keepLastMs(int keptMs) {
        countLost(held.keepLast(keptMs * bytesPerMs));
    }

    private void countLost(long bytes) {
        counters.add(MediaCounter.STT_AUDIO_LOST_MS, bytes / bytesPerMs);
    }

    void drainTo(HeldAudio.Outlet outlet) {
        held.drainTo(outlet, PIECE_MS * bytesPerMs);
    }

    /** Whether nothing waits. */
    boolean isDrained() {
        return held.isEmpty();
    }

    void clear() {
        held.clear();
    }

    /** How much was taken. */
    long takenMs() {
        return takenBytes / bytesPerMs;
    }

    /** How much of it is no longer held. */
    long sentMs() {
        return (takenBytes - held.length()) / bytesPerMs;
    }

    /** How much the call had offered when so much was taken. */
    long offeredMs(long takenMs) {
        return lostSpans.offered(takenMs * bytesPerMs) / bytesPerMs;
    }
}
