/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import ai.onnxruntime.OrtException;
import dev.sidetone.vad.VoiceActivityDetector;

/**
 * The model alone, over a fixed number of streams at once, without energy before it and without a
 * worker: for benchmarks and for judging corpora offline. Every stream is given one window of
 * {@link #WINDOW_SAMPLES}, then all are judged. One thread; whoever opened it closes it.
 */
public final class SileroRows implements AutoCloseable {
    /** 32 ms at 8 kHz. */
    public static final int WINDOW_SAMPLES = SileroStream.WINDOW_SAMPLES;

    /** Most streams at once. */
    public static final int MAX_ROWS = SileroInference.MAX_ROWS;

    private final SileroInference inference;
    private final SileroStream[] streams;

    private SileroRows(SileroInference inference, int rows) {
        this.inference = inference;
        this.streams = new SileroStream[rows];
        for (int row = 0; row < rows; row++) {
            streams[row] = new SileroStream();
            streams[row].wake(0);
        }
    }

    /**
     * Opens the model for so many streams.
     *
     * @throws SileroException when it does not run here
     */
    public static SileroRows open(SileroModel model, int rows) throws SileroException {
        if (rows < 1 || rows > MAX_ROWS) {
            throw new IllegalArgumentException("rows must be 1 to " + MAX_ROWS + ": " + rows);
        }
        return new SileroRows(SileroInference.open(model), rows);
    }

    /** Gives a stream its next samples; a whole window must be there before {@link #judge}. */
    public void write(int row, short[] pcm, int offset, int samples) {
        int block = VoiceActivityDetector.BLOCK_SAMPLES;
        for (int at = 0; at < samples; at += block) {
            streams[row].write(pcm, offset + at, Math.min(block, samples - at));
        }
    }

    /**
     * Judges one window of every stream, in one inference.
     *
     * @throws IllegalStateException when ONNX Runtime fails
     */
    public void judge() {
        int rows = streams.length;
        for (int row = 0; row < rows; row++) {
            inference.load(row, rows, streams[row]);
        }
        try {
            inference.run(rows);
        } catch (OrtException failed) {
            throw new IllegalStateException(failed);
        }
        for (int row = 0; row < rows; row++) {
            inference.unload(row, rows, streams[row]);
        }
    }

    /** How likely the window judged last holds speech, 0 to 1. */
    public float probability(int row) {
        return streams[row].probability();
    }

    @Override
    public void close() {
        inference.close();
    }
}
