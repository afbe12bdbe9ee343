/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The way of a frame through a worker's inbox. One operation brings one frame of 160 bytes to its
 * call, which copies it. In invoker mode, on one thread: what the hop itself costs, without a
 * second core's caches and without waiting; {@link DedicatedHopBenchmark} has the way back as well.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InboxHopBenchmark {

    private static final int BURST_FRAMES = 64;

    private final SteppedWorker worker = new SteppedWorker();
    private final ListeningCall call = new ListeningCall(worker.nextCallKey());
    private int offered;

    /** Made on the thread that runs it: the worker's own. */
    public InboxHopBenchmark() {
        worker.start(call);
    }

    /** Without a hop, to compare with: the call is handed the frame. */
    @Benchmark
    public int inline() {
        byte[] frame = worker.nextFrame();
        call.take(frame, 0, frame.length);
        return call.lastByte();
    }

    /** Offered, and a whole duty cycle for it alone: a worker that is nearly idle. */
    @Benchmark
    public int cycleEach() {
        worker.offer(call.callKey());
        worker.doWork();
        return call.lastByte();
    }

    /** Offered, and a duty cycle for every 64 frames: a worker that is busy. */
    @Benchmark
    public int cycleEvery64() {
        worker.offer(call.callKey());
        if (++offered == BURST_FRAMES) {
            offered = 0;
            worker.doWork();
        }
        return call.lastByte();
    }

    /** Frames that reached the call through the inbox. */
    long slotsHeard() {
        return call.slotsHeard();
    }
}
