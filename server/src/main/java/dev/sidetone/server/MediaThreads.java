/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.media.metrics.CounterStore;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.media.worker.WorkerConfig;
import dev.sidetone.media.worker.WorkerGroup;
import dev.sidetone.media.worker.WorkerMode;
import dev.sidetone.media.worker.WorkerWatchdog;
import dev.sidetone.server.call.WorkerHeadroom;
import dev.sidetone.server.config.ServerConfig;
import dev.sidetone.server.io.IoTransport;
import dev.sidetone.server.io.WaitMode;
import dev.sidetone.server.io.WorkerEventLoopGroup;
import dev.sidetone.server.io.WorkerThreads;
import dev.sidetone.server.lifecycle.WorkerCpu;
import dev.sidetone.server.lifecycle.WorkerWatch;
import java.time.Duration;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.SystemNanoClock;
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
    private final WorkerEventLoopGroup sockets;
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
        this.sockets = new WorkerEventLoopGroup(config.count(), transport, config.waitMode());
        WorkerConfig workerConfig =
                WorkerConfig.defaults()
                        .with(WorkerMode.SHARED, config.count())
                        .withInboxSlots(config.ringSlots())
                        .withWakeOnOffer(config.waitMode() == WaitMode.LATENCY);
        this.workers =
                new WorkerGroup(
                        workerConfig,
                        SystemNanoClock.INSTANCE,
                        sockets::worker,
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

    void start() {
        LOG.info(
                "{} workers on {} cores, wait {}, {} slots an inbox",
                config.count(),
                Runtime.getRuntime().availableProcessors(),
                config.waitMode().name().toLowerCase(java.util.Locale.ROOT),
                config.ringSlots());
        workers.start();
    }

    /** Ends the workers, and with them their sockets. */
    void close() {
        var closed = workers.close(CLOSE);
        if (!closed.complete()) {
            LOG.error("workers {} did not end", closed.unresponsive());
        }
    }

    /** Where connections are accepted. */
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
