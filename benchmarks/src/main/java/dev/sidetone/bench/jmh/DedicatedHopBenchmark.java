/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.media.worker.ManualClock;
import dev.sidetone.media.worker.MediaWorker;
import dev.sidetone.media.worker.WorkerConfig;
import dev.sidetone.media.worker.WorkerGroup;
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

    private final byte[][] audio = FramedSpeech.wire(AudioFormat.MULAW_8K);
    private final ManualClock clock = new ManualClock();
    private final WorkerGroup workers =
            WorkerGroup.invoker(
                    WorkerConfig.defaults().withInboxSlots(RING_SLOTS),
                    clock,
                    DedicatedHopBenchmark::fail);
    private final MediaWorker worker = workers.worker(0);
    private final HeardLink heard = new HeardLink();
    private final WorkerOutbox outbox = new WorkerOutbox(RING_SLOTS, Runnable::run);
    private final ReturningCall call =
            new ReturningCall(
                    worker.nextCallKey(),
                    new OutboxLink(new EmbeddedChannel(), heard, outbox, new SharedCounters()));
    private int frame;
    private int offered;

    /** Made on the thread that runs it: the worker's own. */
    public DedicatedHopBenchmark() {
        workers.start();
        worker.add(call);
    }

    /** Without hops, to compare with: the frame is handed to the link. */
    @Benchmark
    public int inline() {
        frame = FramedSpeech.next(frame);
        heard.sendMedia(audio[frame], 0, audio[frame].length);
        return heard.lastByte();
    }

    /** In and out, and a whole cycle for it alone. */
    @Benchmark
    public int cycleEach() {
        offer();
        cycle();
        return heard.lastByte();
    }

    /** In and out, and a cycle for every 64 frames. */
    @Benchmark
    public int cycleEvery64() {
        offer();
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
        workers.doWork();
        outbox.flush();
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
