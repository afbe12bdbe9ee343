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
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpscArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that takes facts from workers to the directory and the log, so that workers
 * neither log nor touch what others read. Workers offer; the thread polls. When full: the fact is
 * dropped and counted. Closing hands on what is still queued.
 */
public final class RecordsThread implements CallJournal, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordsThread.class);
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long CLOSE_LIMIT_MS = 5000;

    private final MpscArrayQueue<CallEvent> queue;
    private final CallDirectory directory;
    private final CallAdmission admission;
    private final Counters counters;
    private final EndingCounters endings;
    private final Clock clock;
    private final Thread thread;
    private volatile boolean closing;

    public RecordsThread(
            int queueSlots,
            CallDirectory directory,
            CallAdmission admission,
            Counters counters,
            EndingCounters endings,
            Clock clock) {
        this.queue = new MpscArrayQueue<>(queueSlots);
        this.directory = directory;
        this.admission = admission;
        this.counters = counters;
        this.endings = endings;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("records").daemon(true).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    @Override
    public OfferResult offer(CallEvent event) {
        if (event instanceof CallEvent.Ended ended) {
            // here and not on the thread: an end counts even when its record is dropped
            endings.increment(ended.termination().reason());
        }
        if (queue.offer(event)) {
            return OfferResult.ACCEPTED;
        }
        counters.increment(MediaCounter.JOURNAL_DROPPED);
        return OfferResult.BACK_PRESSURED;
    }

    private void run() {
        while (true) {
            boolean last = closing;
            CallEvent event = queue.poll();
            if (event != null) {
                record(event);
            } else if (last) {
                return;
            } else {
                admission.expire(clock.millis());
                LockSupport.parkNanos(IDLE_NS);
            }
        }
    }

    private void record(CallEvent event) {
        try {
            directory.record(event, clock.instant());
            if (event instanceof CallEvent.Ended ended) {
                logEnd(ended);
            }
        } catch (RuntimeException failure) {
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
