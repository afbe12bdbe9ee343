/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.server.io.OutboxLink;
import dev.sidetone.server.io.WorkerOutbox;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The way of a frame in dedicated mode: through the worker's inbox to a call that sends it back
 * through the worker's outbox. One operation is one frame of 160 bytes, both ways, on one thread:
 * what the two hops cost beside the inline call, without a second core's caches and wake-ups.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DedicatedHopBenchmark {

    private static final int RING_SLOTS = 1024;
    private static final int BURST_FRAMES = 64;

    private final SteppedWorker worker = new SteppedWorker();
    private final HeardLink heard = new HeardLink();
    private final WorkerOutbox outbox = new WorkerOutbox(RING_SLOTS, Runnable::run);
    private final ReturningCall call =
            new ReturningCall(
                    worker.nextCallKey(),
                    new OutboxLink(new EmbeddedChannel(), heard, outbox, new SharedCounters()));
    private int offered;

    /** Made on the thread that runs it: the worker's own. */
    public DedicatedHopBenchmark() {
        worker.start(call);
    }

    /** Without hops, to compare with: the frame is handed to the link. */
    @Benchmark
    public int inline() {
        byte[] frame = worker.nextFrame();
        heard.sendMedia(frame, 0, frame.length);
        return heard.lastByte();
    }

    /** In and out, and a whole cycle for it alone. */
    @Benchmark
    public int cycleEach() {
        worker.offer(call.callKey());
        cycle();
        return heard.lastByte();
    }

    /** In and out, and a cycle for every 64 frames. */
    @Benchmark
    public int cycleEvery64() {
        worker.offer(call.callKey());
        if (++offered == BURST_FRAMES) {
            offered = 0;
            cycle();
        }
        return heard.lastByte();
    }

    /** Frames that came back through the outbox. */
    long framesReturned() {
        return heard.frames();
    }

    private void cycle() {
        worker.doWork();
        outbox.flush();
    }
}
