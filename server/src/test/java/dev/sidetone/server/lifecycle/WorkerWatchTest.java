/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.media.worker.ManualClock;
import dev.sidetone.media.worker.WorkerConfig;
import dev.sidetone.media.worker.WorkerGroup;
import dev.sidetone.media.worker.WorkerWatchdog;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@Tag("unit")
final class WorkerWatchTest {
    private final ManualClock clock = new ManualClock();
    private final SharedCounters counters = new SharedCounters();
    private final WorkerGroup workers =
            WorkerGroup.invoker(WorkerConfig.defaults().withInboxSlots(64), clock, fault -> {});
    private final WorkerWatch watch = new WorkerWatch();
    private final WorkerWatchdog watchdog =
            new WorkerWatchdog(workers.workers(), 2_000_000_000L, clock, counters, watch);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(WorkerWatch.class);
    private long wallMs = 1_000_000;

    @BeforeEach
    void listen() {
        log.start();
        logger.setAdditive(false);
        logger.addAppender(log);
        workers.start();
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        workers.close(java.time.Duration.ZERO);
    }

    @Test
    void shouldLogAndCountOnceWhenAWorkerStallsAndOnceWhenItMovesAgain() {
        pass(2_000);
        assertThat(lines()).isEmpty();
        pass(10_000);
        assertThat(lines()).singleElement().asString().contains("worker 0 stands still");
        assertThat(counters.get(MediaCounter.WORKER_STUCK)).isEqualTo(1);
        workers.doWork();
        pass(1_500);
        assertThat(lines()).hasSize(2).last().isEqualTo("worker 0 moves again");
        assertThat(counters.get(MediaCounter.WORKER_RECOVERED)).isEqualTo(1);
    }

    @Test
    void shouldLookOnceASecondHoweverOftenItIsCalled() {
        clock.advanceMs(2_001);
        watch.round(watchdog, wallMs);
        assertThat(lines()).hasSize(1);
        workers.doWork();
        watch.round(watchdog, wallMs + 999);
        assertThat(lines()).hasSize(1);
        watch.round(watchdog, wallMs + 1000);
        assertThat(lines()).hasSize(2);
    }

    @Test
    void shouldGoOnLookingWhenTheWallClockIsSetBack() {
        watch.round(watchdog, wallMs);
        clock.advanceMs(2_001);
        watch.round(watchdog, wallMs - 3_600_000);
        assertThat(lines()).hasSize(1);
    }

    /** Time in steps of the thread that makes the rounds. */
    private void pass(long ms) {
        for (long done = 0; done < ms; done += 2) {
            clock.advanceMs(2);
            wallMs += 2;
            watch.round(watchdog, wallMs);
        }
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
