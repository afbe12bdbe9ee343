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
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.server.metrics.EndingCounters;
import dev.sidetone.server.metrics.ProviderHealth;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
 * The one thread that takes facts from workers to the directory and the log, so that workers
 * neither log nor touch what others read. Workers offer; the thread polls. When full: the fact is
 * refused, and the call that offered it counts that; only the end of a call is kept in any case, on
 * a list that holds at most one entry a call. What throws is counted and logged, and the thread
 * goes on: without it no end of a call would be known. Closing hands on what is still queued.
 */
public final class RecordsThread implements CallJournal, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordsThread.class);
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long CLOSE_LIMIT_MS = 5000;

    private final MpscArrayQueue<CallEvent> queue;
    private final Queue<LateEnd> lateEnds = new ConcurrentLinkedQueue<>();
    private final CallDirectory directory;
    private final ProviderHealth health;
    private final EndingCounters endings;
    private final Clock clock;
    private final Counters counters;
    private final List<LongConsumer> rounds;
    private final Thread thread;
    private volatile boolean closing;

    /** Throws of the rounds so far; the thread's own. */
    private long roundFaults;

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
            ProviderHealth health,
            EndingCounters endings,
            Counters counters,
            Clock clock,
            List<LongConsumer> rounds) {
        this.queue = new MpscArrayQueue<>(queueSlots);
        this.directory = directory;
        this.health = health;
        this.endings = endings;
        this.counters = counters;
        this.clock = clock;
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
            boolean firstEnd = directory.record(event);
            switch (event) {
                case CallEvent.Ended ended when firstEnd -> {
                    endings.increment(ended.termination().reason());
                    logEnd(ended);
                }
                case CallEvent.ProviderFailed failed ->
                        health.failed(failed.stage(), failed.failure(), clock.millis());
                case CallEvent.TurnEnded turn ->
                        health.served(turn.turn().providers(), clock.millis());
                default -> {}
            }
        } catch (Throwable failure) {
            counters.increment(MediaCounter.RECORD_FAULTS);
            LOG.error("a call record could not be taken in", failure);
        }
    }

    /** One line a call; no words, digits, numbers or audio. */
    private void logEnd(CallEvent.Ended ended) {
        List<TurnRecord> turns =
                directory.find(ended.callId()).map(CallView::turns).orElse(List.of());
        double[] mrl =
                turns.stream()
                        .map(TurnRecord::serverMrlMs)
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .toArray();
        LOG.info(
                "call {} ended: {} {}{}, {} s, {} turns, mrl p50 {} p95 {} ms",
                ended.callId(),
                ended.termination().result().word(),
                ended.termination().reason().word(),
                ended.termination().detail().isEmpty()
                        ? ""
                        : " (" + ended.termination().detail() + ")",
                String.format(Locale.ROOT, "%.1f", ended.durationMs() / 1000.0),
                turns.size(),
                percentile(mrl, 0.50),
                percentile(mrl, 0.95));
    }

    /** Nearest rank. */
    static String percentile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return "-";
        }
        int rank = (int) Math.ceil(share * sorted.length) - 1;
        return Long.toString(Math.round(sorted[Math.max(0, rank)]));
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
