/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.media.metrics.CounterStore;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.media.worker.WorkerConfig;
import dev.sidetone.media.worker.WorkerGroup;
import dev.sidetone.media.worker.WorkerIo;
import dev.sidetone.media.worker.WorkerMode;
import dev.sidetone.media.worker.WorkerWatchdog;
import dev.sidetone.server.call.WorkerHeadroom;
import dev.sidetone.server.config.ServerConfig;
import dev.sidetone.server.io.DedicatedWorkerIo;
import dev.sidetone.server.io.IoThreads;
import dev.sidetone.server.io.IoTransport;
import dev.sidetone.server.io.ThreadMode;
import dev.sidetone.server.io.WaitMode;
import dev.sidetone.server.io.WorkerEventLoopGroup;
import dev.sidetone.server.io.WorkerOutbox;
import dev.sidetone.server.io.WorkerThreads;
import dev.sidetone.server.lifecycle.WorkerCpu;
import dev.sidetone.server.lifecycle.WorkerWatch;
import java.time.Duration;
import java.util.Locale;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that own calls and sockets, and who watches them. Built, started and closed by the
 * thread that runs the server.
 */
final class MediaThreads {
    private static final Logger LOG = LoggerFactory.getLogger(MediaThreads.class);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final ServerConfig.Workers config;
    private final WorkerEventLoopGroup own;
    private final WorkerEventLoopGroup sockets;
    private final @Nullable IoThreads ioThreads;
    private final WorkerGroup workers;
    private final WorkerHeadroom headroom;
    private final WorkerWatch watch = new WorkerWatch();
    private final WorkerWatchdog watchdog;

    MediaThreads(
            ServerConfig.Workers config,
            int busyPercent,
            IoTransport transport,
            SharedCounters counters,
            CounterStore store,
            ErrorHandler faults) {
        this.config = config;
        this.own = new WorkerEventLoopGroup(config.count(), transport, config.waitMode());
        boolean shared = config.mode() == ThreadMode.SHARED;
        this.sockets =
                shared
                        ? own
                        : WorkerEventLoopGroup.dedicated(
                                config.count(),
                                config.ioThreads(),
                                transport,
                                config.waitMode(),
                                config.ringSlots());
        this.ioThreads = shared ? null : new IoThreads(sockets, new WorkerThreads(), faults);
        WorkerConfig workerConfig =
                WorkerConfig.defaults()
                        .with(WorkerMode.SHARED, config.count())
                        .withInboxSlots(config.ringSlots())
                        .withWakeOnOffer(config.waitMode() == WaitMode.LATENCY);
        this.workers =
                new WorkerGroup(
                        workerConfig,
                        SystemNanoClock.INSTANCE,
                        index -> ioOf(index, own, sockets),
                        new WorkerThreads(),
                        counters,
                        store,
                        faults);
        this.headroom =
                new WorkerHeadroom(
                        workers.workers().stream()
                                .map(worker ->
                                        new WorkerHeadroom.Work(
                                                worker.dutyCycle()::busyNs, new WorkerCpu(worker)))
                                .toList(),
                        busyPercent);
        sockets.prefer(headroom::has);
        this.watchdog =
                new WorkerWatchdog(
                        workers.workers(),
                        workerConfig.stuckAfterNs(),
                        SystemNanoClock.INSTANCE,
                        counters,
                        watch);
    }

    /** In dedicated mode a worker keeps a loop of its own for the providers of its calls. */
    private static WorkerIo ioOf(
            int index, WorkerEventLoopGroup own, WorkerEventLoopGroup sockets) {
        WorkerOutbox outbox = sockets.outboxOf(index);
        return outbox == null
                ? own.worker(index)
                : new DedicatedWorkerIo(own.worker(index), outbox);
    }

    void start() {
        LOG.info(
                "{} workers and {} io threads on {} cores, mode {}, wait {}, {} slots an inbox",
                config.count(),
                config.ioThreads(),
                Runtime.getRuntime().availableProcessors(),
                word(config.mode()),
                word(config.waitMode()),
                config.ringSlots());
        if (ioThreads != null) {
            ioThreads.start();
        }
        workers.start();
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    /** Ends the workers, and with them their sockets. */
    void close() {
        var closed = workers.close(CLOSE);
        if (!closed.complete()) {
            LOG.error("workers {} did not end", closed.unresponsive());
        }
        if (ioThreads != null && !ioThreads.close(CLOSE)) {
            LOG.error("io threads did not end");
        }
    }

    /** The loops that the workers drive themselves: those of their calls' providers. */
    WorkerEventLoopGroup own() {
        return own;
    }

    /** Where connections are accepted: the same in shared mode. */
    WorkerEventLoopGroup sockets() {
        return sockets;
    }

    WorkerGroup workers() {
        return workers;
    }

    WorkerHeadroom headroom() {
        return headroom;
    }

    WorkerWatchdog watchdog() {
        return watchdog;
    }

    /** Has the watchdog look when it is time; the thread that keeps the records. */
    void lookAfter(long nowMs) {
        watch.round(watchdog, nowMs);
    }

    /** Measures how busy the workers are; about once a second, one thread at a time. */
    void measure() {
        headroom.sample(SystemNanoClock.INSTANCE.nanoTime());
    }
}
