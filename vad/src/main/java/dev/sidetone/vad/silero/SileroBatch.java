/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import ai.onnxruntime.OrtException;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.worker.CycleStage;

/**
 * Judges the windows of all calls of one worker together: at most one inference a cycle, of at most
 * {@link SileroInference#MAX_ROWS} windows, first come first served, one window of a call at a
 * time. A few windows are worth waiting a few milliseconds for: a row costs 67 µs alone, 29 µs
 * among eight. A full queue refuses; an inference that throws is the last one: energy serves from
 * then on. One a worker, on its thread; lives as long as the worker.
 */
final class SileroBatch implements WindowQueue, CycleStage {
    /** Streams that may wait: some 25 ms of inferences, more would come too late to matter. */
    static final int CAPACITY = 1024;

    /** From here on a row hardly gets cheaper. */
    static final int WORTHWHILE_ROWS = 8;

    /** A verdict is first used with the next frame, 20 ms later. */
    static final long MAX_WAIT_NS = 4_000_000;

    private static final int MASK = CAPACITY - 1;
    private static final long NOT_WAITING = Long.MIN_VALUE;

    /** Where no stream is. */
    private static final SileroStream GONE = new SileroStream();

    private final Rows inference;
    private final Counters counters;
    private final Runnable onClosed;

    /** The queue, a ring; {@link #GONE} where nobody waits any more. For the test as well. */
    final SileroStream[] waiting = new SileroStream[CAPACITY];

    private final SileroStream[] row = new SileroStream[SileroInference.MAX_ROWS];
    private int head;
    private int size;
    private long waitingSinceNs = NOT_WAITING;

    /** Written by the worker; whoever asks how the server does reads it too. */
    private volatile boolean serving = true;

    /** What judges; an inference, or a test's. */
    interface Rows extends AutoCloseable {
        /** Puts a stream's next window, and its state, into one row of so many. */
        void load(int row, int rows, SileroStream stream);

        /** Judges the first {@code rows} rows. */
        void run(int rows) throws OrtException;

        /** Gives one row of so many back to its stream. */
        void unload(int row, int rows, SileroStream stream);

        @Override
        void close();
    }

    /** A batch that says when it is closed with its worker. */
    SileroBatch(Rows inference, Counters counters, Runnable onClosed) {
        this.inference = inference;
        this.counters = counters;
        this.onClosed = onClosed;
    }

    @Override
    public boolean isServing() {
        return serving;
    }

    @Override
    public boolean offer(SileroStream stream) {
        if (stream.isQueued()) {
            return true;
        }
        if (!serving || size == CAPACITY) {
            counters.increment(MediaCounter.VAD_WINDOWS_REFUSED);
            return false;
        }
        append(stream);
        return true;
    }

    private void append(SileroStream stream) {
        waiting[(head + size) & MASK] = stream;
        size++;
        stream.queued(true);
    }

    @Override
    public void onDropped(int windows) {
        counters.add(MediaCounter.VAD_WINDOWS_REFUSED, windows);
    }

    @Override
    public void remove(SileroStream stream) {
        if (!stream.isQueued()) {
            return;
        }
        stream.queued(false);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            SileroStream other = waiting[(head + i) & MASK];
            if (other != stream) {
                waiting[(head + kept++) & MASK] = other;
            }
        }
        // a call that has ended must not be kept from the collector by the last place either
        waiting[(head + kept) & MASK] = GONE;
        size = kept;
        if (size == 0) {
            // who comes next waits from then on, and not since those who left came
            waitingSinceNs = NOT_WAITING;
        }
    }

    @Override
    public int onCycle(long nowNs) {
        if (size == 0 || !serving || !isDue(nowNs)) {
            return 0;
        }
        int rows = take();
        if (rows == 0) {
            return 0;
        }
        try {
            judge(rows);
        } catch (OrtException | RuntimeException | LinkageError broken) {
            throw givenUp(broken);
        }
        return rows;
    }

    private boolean isDue(long nowNs) {
        if (size < WORTHWHILE_ROWS) {
            if (waitingSinceNs == NOT_WAITING) {
                waitingSinceNs = nowNs;
            }
            if (nowNs - waitingSinceNs < MAX_WAIT_NS) {
                return false;
            }
        }
        waitingSinceNs = NOT_WAITING;
        return true;
    }

    /** Moves the first streams of the queue to rows; who fell asleep meanwhile has no window. */
    private int take() {
        int rows = 0;
        while (size > 0 && rows < row.length) {
            SileroStream stream = waiting[head];
            // a call that has ended must not be kept from the collector
            waiting[head] = GONE;
            head = (head + 1) & MASK;
            size--;
            stream.queued(false);
            if (stream.waiting() > 0) {
                row[rows++] = stream;
            }
        }
        return rows;
    }

    private void judge(int rows) throws OrtException {
        for (int i = 0; i < rows; i++) {
            inference.load(i, rows, row[i]);
        }
        inference.run(rows);
        counters.increment(MediaCounter.VAD_INFERENCES);
        counters.add(MediaCounter.VAD_WINDOWS, rows);
        for (int i = 0; i < rows; i++) {
            SileroStream stream = row[i];
            row[i] = GONE;
            inference.unload(i, rows, stream);
            if (stream.waiting() > 0) {
                append(stream);
            }
        }
    }

    /** Thrown once: nothing is judged after it, so it cannot come again. */
    private IllegalStateException givenUp(Throwable broken) {
        serving = false;
        size = 0;
        counters.increment(MediaCounter.VAD_FAILURES);
        return new IllegalStateException(
                "Silero failed on this worker; energy alone detects speech from now on", broken);
    }

    /** How many streams wait. */
    int waiting() {
        return size;
    }

    @Override
    public void close() {
        serving = false;
        size = 0;
        onClosed.run();
        inference.close();
    }
}
