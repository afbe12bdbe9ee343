/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.worker.ManualClock;
import dev.sidetone.media.worker.MediaWorker;
import dev.sidetone.media.worker.WorkerConfig;
import dev.sidetone.media.worker.WorkerGroup;
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

    private static final int INBOX_SLOTS = 1024;
    private static final int BURST_FRAMES = 64;

    private final byte[][] audio = FramedSpeech.wire(AudioFormat.MULAW_8K);
    private final ManualClock clock = new ManualClock();
    private final WorkerGroup workers =
            WorkerGroup.invoker(
                    WorkerConfig.defaults().withInboxSlots(INBOX_SLOTS),
                    clock,
                    InboxHopBenchmark::fail);
    private final MediaWorker worker = workers.worker(0);
    private final ListeningCall call = new ListeningCall(worker.nextCallKey());
    private int frame;
    private int offered;

    /** Made on the thread that runs it: the worker's own. */
    public InboxHopBenchmark() {
        workers.start();
        worker.add(call);
    }

    /** Without a hop, to compare with: the call is handed the frame. */
    @Benchmark
    public int inline() {
        frame = FramedSpeech.next(frame);
        call.take(audio[frame], 0, audio[frame].length);
        return call.lastByte();
    }

    /** Offered, and a whole duty cycle for it alone: a worker that is nearly idle. */
    @Benchmark
    public int cycleEach() {
        offer();
        workers.doWork();
        return call.lastByte();
    }

    /** Offered, and a duty cycle for every 64 frames: a worker that is busy. */
    @Benchmark
    public int cycleEvery64() {
        offer();
        if (++offered == BURST_FRAMES) {
            offered = 0;
            workers.doWork();
        }
        return call.lastByte();
    }

    /** Frames that reached the call through the inbox. */
    long slotsHeard() {
        return call.slotsHeard();
    }

    private void offer() {
        frame = FramedSpeech.next(frame);
        worker.inbox()
                .offerMedia(
                        call.callKey(),
                        InboxSlot.MEDIA_MS_UNKNOWN,
                        clock.nanoTime(),
                        audio[frame],
                        0,
                        audio[frame].length);
    }

    private static void fail(Throwable error) {
        throw new IllegalStateException("a call failed", error);
    }
}
