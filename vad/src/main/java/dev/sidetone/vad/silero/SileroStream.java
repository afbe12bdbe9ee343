/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import java.util.Arrays;

/**
 * What Silero remembers of one caller: its recurrent state, and the last quarter of a second of
 * audio, of which whole windows wait to be judged while the stream is awake. Windows lie end to end
 * from where it woke. When more are waiting than the ring holds, the oldest are dropped: they are
 * too late to matter. State of one call, its worker's thread; about 5 KB; allocates nothing after
 * construction.
 */
final class SileroStream {
    /** 32 ms at 8 kHz. */
    static final int WINDOW_SAMPLES = 256;

    /** The model wants every window preceded by the end of the one before. */
    static final int CONTEXT_SAMPLES = 32;

    /** Two vectors of 128. */
    static final int STATE_LAYERS = 2;

    static final int STATE_UNITS = 128;

    /** Windows that may wait, one of them not yet whole, beside context. */
    static final int MAX_WAITING = 6;

    /** A power of two, so that a position is a mask away. */
    private static final int RING_SAMPLES = 2048;

    private static final int RING_MASK = RING_SAMPLES - 1;
    private static final float FULL_SCALE = 32_768f;

    private final short[] ring = new short[RING_SAMPLES];
    private final float[] state = new float[STATE_LAYERS * STATE_UNITS];
    private long written;
    private long nextWindow;
    private boolean awake;
    private long judged;
    private float probability;

    /** Kept by the queue: whether the stream waits in it. */
    private boolean queued;

    /** Keeps these samples; returns how many windows had to be dropped for them. */
    int write(short[] pcm, int offset, int samples) {
        int at = (int) written & RING_MASK;
        int first = Math.min(samples, RING_SAMPLES - at);
        System.arraycopy(pcm, offset, ring, at, first);
        System.arraycopy(pcm, offset + first, ring, 0, samples - first);
        written += samples;
        int tooMany = waiting() - MAX_WAITING;
        if (!awake || tooMany <= 0) {
            return 0;
        }
        nextWindow += (long) tooMany * WINDOW_SAMPLES;
        return tooMany;
    }

    /**
     * From here on windows are judged, the first one beginning so many samples before, as far as
     * they are there. The model begins anew: measured on recordings, what it remembers of a silence
     * delays its answer to an onset, and so does audio from before the onset.
     */
    void wake(int samplesBefore) {
        awake = true;
        judged = 0;
        probability = 0f;
        nextWindow = Math.max(0, written - samplesBefore);
        Arrays.fill(state, 0f);
    }

    /** Nothing more is to be judged. */
    void sleep() {
        awake = false;
    }

    /** Whole windows that wait to be judged. */
    int waiting() {
        return awake ? (int) ((written - nextWindow) / WINDOW_SAMPLES) : 0;
    }

    /** Copies the next window, with its context before it, as the model wants it. */
    void copyWindow(float[] into) {
        long from = nextWindow - CONTEXT_SAMPLES;
        for (int i = 0; i < CONTEXT_SAMPLES + WINDOW_SAMPLES; i++) {
            long position = from + i;
            into[i] = position < 0 ? 0f : ring[(int) position & RING_MASK] / FULL_SCALE;
        }
    }

    /** The recurrent state before the next window; the inference writes the one after it here. */
    float[] state() {
        return state;
    }

    /** The next window was judged. */
    void onJudged(float windowProbability) {
        nextWindow += WINDOW_SAMPLES;
        judged++;
        probability = windowProbability;
    }

    /** Windows judged since the stream woke. */
    long judged() {
        return judged;
    }

    /** Likelihood of speech in the window judged last. */
    float probability() {
        return probability;
    }

    boolean isQueued() {
        return queued;
    }

    void queued(boolean isQueued) {
        queued = isQueued;
    }
}
