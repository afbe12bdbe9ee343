/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.metrics.CounterStore;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.media.worker.MediaWorker;
import dev.sidetone.media.worker.WorkerConfig;
import dev.sidetone.media.worker.WorkerGroup;
import dev.sidetone.media.worker.WorkerIo;
import dev.sidetone.media.worker.WorkerMode;
import dev.sidetone.server.io.DedicatedWorkerIo;
import dev.sidetone.server.io.OutboxLink;
import dev.sidetone.server.io.WorkerOutbox;
import dev.sidetone.server.io.WorkerThreads;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The way of a frame in dedicated mode with the second thread: the measuring thread stands for the
 * sockets' and offers a frame, the worker is woken, and the call sends it back through the outbox.
 * One operation is one frame there and back, alone: the price of two wake-ups that a worker with
 * sockets of its own does not pay. Needs two cores; on a busy machine it measures that.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AcrossThreadsHopBenchmark {

    private static final int RING_SLOTS = 1024;
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final byte[][] audio = FramedSpeech.wire(AudioFormat.MULAW_8K);
    private final AtomicReference<@Nullable Runnable> loopTask = new AtomicReference<>();
    private final HeardLink heard = new HeardLink();
    private final WorkerOutbox outbox = new WorkerOutbox(RING_SLOTS, loopTask::set);
    private final WorkerGroup workers = workers();
    private final MediaWorker worker = workers.worker(0);
    private final long callKey = worker.nextCallKey();
    private int frame;

    /** The worker runs from here on. */
    public AcrossThreadsHopBenchmark() {
        workers.start();
        CountDownLatch added = new CountDownLatch(1);
        OutboxLink link =
                new OutboxLink(new EmbeddedChannel(), heard, outbox, workers.sharedCounters());
        worker.execute(() -> {
            worker.add(new ReturningCall(callKey, link));
            added.countDown();
        });
        try {
            added.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private WorkerGroup workers() {
        CounterStore store = CounterStore.inMemory(CounterStore.capacityFor(2));
        return new WorkerGroup(
                WorkerConfig.defaults()
                        .with(WorkerMode.SHARED, 1)
                        .withInboxSlots(RING_SLOTS)
                        .withWakeOnOffer(true),
                SystemNanoClock.INSTANCE,
                index -> new DedicatedWorkerIo(new ParkingIo(), outbox),
                new WorkerThreads(),
                new SharedCounters(store),
                store,
                AcrossThreadsHopBenchmark::fail);
    }

    /** There and back. */
    @Benchmark
    public int thereAndBack() {
        long before = heard.frames();
        frame = FramedSpeech.next(frame);
        worker.inbox()
                .offerMedia(
                        callKey,
                        InboxSlot.MEDIA_MS_UNKNOWN,
                        System.nanoTime(),
                        audio[frame],
                        0,
                        audio[frame].length);
        while (heard.frames() == before) {
            Runnable task = loopTask.getAndSet(null);
            if (task == null) {
                Thread.onSpinWait();
            } else {
                task.run();
            }
        }
        return heard.lastByte();
    }

    /** Ends the worker. */
    @TearDown
    public void close() {
        workers.close(CLOSE);
    }

    private static void fail(Throwable error) {
        throw new IllegalStateException("a call failed", error);
    }

    /** Waits by parking, as a worker without sockets would; ends it at an offer. */
    private static final class ParkingIo implements WorkerIo {
        private volatile @Nullable Thread thread;

        @Override
        public void onStart() {
            thread = Thread.currentThread();
        }

        @Override
        public int poll(long budgetNs) {
            return 0;
        }

        @Override
        public void flush() {}

        @Override
        public void await(long maxNs) {
            LockSupport.parkNanos(maxNs);
        }

        @Override
        public void wakeup() {
            LockSupport.unpark(thread);
        }

        @Override
        public void close() {}
    }
}
