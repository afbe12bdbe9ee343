/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.journal.CallEvent;
import dev.sidetone.orchestrator.journal.CallJournal;
import dev.sidetone.server.metrics.EndingCounters;
import dev.sidetone.server.metrics.ProviderHealth;
import dev.sidetone.server.store.CallStore;
import dev.sidetone.server.store.CallUsage;
import dev.sidetone.server.store.MrlSummary;
import dev.sidetone.server.store.StoreRecord;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that takes facts from workers to the directory, the store and the log, so that
 * workers neither log nor touch what others read. Workers offer; the thread polls. When full: the
 * fact is refused, and the call that offered it counts that; only the end of a call is kept in any
 * case, on a list that holds at most one entry a call. What throws is counted and logged, and the
 * thread goes on: without it no end of a call would be known. Closing hands on what is still
 * queued.
 */
public final class RecordsThread implements CallJournal, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordsThread.class);
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long CLOSE_LIMIT_MS = 5000;

    private final MpscArrayQueue<CallEvent> queue;
    private final Queue<LateEnd> lateEnds = new ConcurrentLinkedQueue<>();
    private final CallDirectory directory;
    private final CallStore store;
    private final ProviderHealth health;
    private final EndingCounters endings;
    private final Clock clock;
    private final Counters counters;
    private final List<LongConsumer> rounds;
    private final Thread thread;
    private volatile boolean closing;

    /** Throws of the rounds so far; the thread's own. */
    private long roundFaults;

    /** Where it counts, and what time it is. */
    public record Sight(Counters counters, Clock clock) {}

    /** An end, and how far the queue must be read before it is its turn. */
    private record LateEnd(CallEvent.Ended ended, long afterIndex) {}

    /**
     * A thread that is not yet started.
     *
     * @param rounds what looks round now and then, each told the wall-clock time in ms whenever
     *     nothing is queued; must not block
     */
    public RecordsThread(
            int queueSlots,
            CallDirectory directory,
            CallStore store,
            ProviderHealth health,
            EndingCounters endings,
            Sight sight,
            List<LongConsumer> rounds) {
        this.queue = new MpscArrayQueue<>(queueSlots);
        this.directory = directory;
        this.store = store;
        this.health = health;
        this.endings = endings;
        this.counters = sight.counters();
        this.clock = sight.clock();
        this.rounds = List.copyOf(rounds);
        this.thread = Thread.ofPlatform().name("records").daemon(true).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    @Override
    public OfferResult offer(CallEvent event) {
        if (queue.offer(event)) {
            return OfferResult.ACCEPTED;
        }
        if (event instanceof CallEvent.Ended ended) {
            // everything else may be lost, and its call counts it; a call whose end is lost would
            // live for ever
            lateEnds.add(new LateEnd(ended, queue.currentProducerIndex()));
            return OfferResult.ACCEPTED;
        }
        return OfferResult.BACK_PRESSURED;
    }

    private void run() {
        while (true) {
            boolean last = closing;
            CallEvent event = next();
            if (event != null) {
                record(event);
            } else if (last) {
                return;
            } else {
                makeRounds(clock.millis());
                LockSupport.parkNanos(IDLE_NS);
            }
        }
    }

    /** One that throws keeps neither the others nor the thread from going on. */
    private void makeRounds(long nowMs) {
        for (int i = 0; i < rounds.size(); i++) {
            try {
                rounds.get(i).accept(nowMs);
            } catch (Throwable fault) {
                counters.increment(MediaCounter.RECORD_FAULTS);
                // it may come again every 10 ms: said at the first, second, fourth, eighth, …
                if (Long.bitCount(++roundFaults) == 1) {
                    LOG.error(
                            "a round of the records thread failed, {} so far", roundFaults, fault);
                }
            }
        }
    }

    /** An end that found the queue full comes after everything that was in the queue then. */
    private @Nullable CallEvent next() {
        LateEnd late = lateEnds.peek();
        if (late != null && queue.currentConsumerIndex() >= late.afterIndex()) {
            lateEnds.remove();
            return late.ended();
        }
        return queue.poll();
    }

    /** Takes in one fact. */
    void record(CallEvent event) {
        try {
            CallDirectory.Entry call = directory.record(event);
            switch (event) {
                case CallEvent.Started started when call != null ->
                        store.offer(new StoreRecord.Started(call.head()));
                case CallEvent.Ended ended when call != null -> end(call, ended);
                case CallEvent.ProviderFailed failed ->
                        health.failed(failed.stage(), failed.failure(), clock.millis());
                case CallEvent.TurnEnded turn -> {
                    health.served(turn.turn().providers(), clock.millis());
                    if (call != null) {
                        store.offer(new StoreRecord.Turn(call.head(), turn.turn()));
                    }
                }
                default -> {}
            }
        } catch (Throwable failure) {
            counters.increment(MediaCounter.RECORD_FAULTS);
            LOG.error("a call record could not be taken in", failure);
        }
    }

    private void end(CallDirectory.Entry call, CallEvent.Ended ended) {
        endings.increment(ended.termination().reason());
        MrlSummary mrl = MrlSummary.of(call.view().turns());
        EndLog.write(call.view(), ended, mrl);
        store.offer(
                new StoreRecord.Ended(
                        call.head(),
                        ended.termination(),
                        ended.durationMs(),
                        CallUsage.of(ended.framesIn(), ended.audioOutMs(), call.view().turns()),
                        mrl));
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_LIMIT_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
