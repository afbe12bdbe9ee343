/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.metrics.WorkerCounters;
import dev.sidetone.media.playout.ChunkPool;
import dev.sidetone.media.playout.PlayoutBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A call's playout buffer with 400 ms of audio waiting. One operation appends one frame of 160
 * bytes and takes one, so that the depth stays.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PlayoutBenchmark {

    private static final int CHUNK_BYTES = 1024;
    private static final int MAX_CHUNKS = 64;
    private static final int CAP_BYTES = 32 * 1024;
    private static final int DEPTH_FRAMES = 20;

    private final byte[][] audio = FramedSpeech.wire(AudioFormat.MULAW_8K);
    private final byte[] played = new byte[FramedSpeech.FRAME_SAMPLES];
    private final PlayoutBuffer playout = deep(audio);
    private int frame;

    @Benchmark
    public int appendAndTake() {
        frame = FramedSpeech.next(frame);
        playout.append(audio[frame], 0, audio[frame].length);
        int bytes = playout.take(played, 0, played.length);
        return played[bytes - 1];
    }

    private static PlayoutBuffer deep(byte[][] audio) {
        WorkerCounters counters = new WorkerCounters();
        ChunkPool pool = new ChunkPool(CHUNK_BYTES, MAX_CHUNKS, counters);
        PlayoutBuffer playout = new PlayoutBuffer(pool, CAP_BYTES, counters);
        for (int i = 0; i < DEPTH_FRAMES; i++) {
            playout.append(audio[i], 0, audio[i].length);
        }
        return playout;
    }
}
