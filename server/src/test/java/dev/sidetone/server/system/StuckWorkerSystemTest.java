/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.sidetone.orchestrator.journal.CallJournal;
import dev.sidetone.server.Surroundings;
import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.call.CallFactory;
import dev.sidetone.server.config.ConfigLoader;
import dev.sidetone.server.lifecycle.WorkerWatch;
import dev.sidetone.server.testing.EchoOnly;
import dev.sidetone.server.testing.Http;
import dev.sidetone.server.testing.MediaSocket;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * A call that blocks its worker: the log says so though nobody asks, and the calls beside go on.
 */
@Tag("system")
@Timeout(60)
final class StuckWorkerSystemTest {
    private static final byte[] AUDIO = new byte[160];

    private final CountDownLatch release = new CountDownLatch(1);
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @ValueSource(strings = {"shared", "dedicated"})
    void shouldTellOfAStallAndItsEndAndBlameNoCallForTheServersOwnDelay(String mode)
            throws Exception {
        AppenderBase<ILoggingEvent> appender = logTo(log);
        // less than the 2 s that the watchdog needs to call a worker stuck; a thread of sockets is
        // not stuck with it, and would see that nothing comes
        String gap = mode.equals("shared") ? "1500ms" : "10s";
        Map<String, String> settings =
                Map.of(
                        "SIDETONE_PORT", "0",
                        "SIDETONE_MODE", mode,
                        "SIDETONE_WORKERS", "1",
                        "SIDETONE_DRAIN_TIME", "0s",
                        "SIDETONE_CARRIERS_TWILIO_MEDIA_GAP", gap);
        try (HttpClient client = HttpClient.newHttpClient();
                VoiceServer server =
                        VoiceServer.launch(
                                new ConfigLoader(settings).load(null),
                                new Blocking(release),
                                Surroundings.ofThisProcess())) {
            MediaSocket beside = MediaSocket.open(client, server.uri(), "beside").start();
            beside.media(AUDIO).nextAudio();
            MediaSocket.open(client, server.uri(), "stuck").start();
            beside.media(AUDIO);
            assertThat(log.take()).contains("worker 0 stands still");
            beside.media(AUDIO);
            release.countDown();
            beside.nextAudio();
            assertThat(beside.nextAudio()).isEqualTo(AUDIO);
            beside.close();
            assertThat(beside.closing()).isEqualTo("1000 caller_hung_up");
            assertThat(log.take()).isEqualTo("worker 0 moves again");
            assertThat(Http.metric(client, server, "sidetone_worker_stuck_total")).isOne();
            assertThat(Http.metric(client, server, "sidetone_worker_recovered_total")).isOne();
            assertThat(log).isEmpty();
        } finally {
            release.countDown();
            ((Logger) LoggerFactory.getLogger(WorkerWatch.class)).detachAppender(appender);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "dedicated"})
    void shouldCloseThoughAWorkerStandsStill(String mode) throws Exception {
        AppenderBase<ILoggingEvent> appender = logTo(log);
        Map<String, String> settings =
                Map.of(
                        "SIDETONE_PORT", "0",
                        "SIDETONE_MODE", mode,
                        "SIDETONE_WORKERS", "1",
                        "SIDETONE_DRAIN_TIME", "0s");
        try (HttpClient client = HttpClient.newHttpClient()) {
            VoiceServer server =
                    VoiceServer.launch(
                            new ConfigLoader(settings).load(null),
                            new Blocking(release),
                            Surroundings.ofThisProcess());
            MediaSocket.open(client, server.uri(), "stuck").start();
            assertThat(log.take()).contains("worker 0 stands still");
            // without a bound on each step this would wait for the worker for ever
            server.close();
            assertThat(release.getCount()).isOne();
            // the worker gives back its buffers when it comes to its end after all
            Thread worker =
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().equals("media-worker-0"))
                            .findFirst()
                            .orElseThrow();
            release.countDown();
            worker.join();
            client.shutdownNow();
        } finally {
            release.countDown();
            ((Logger) LoggerFactory.getLogger(WorkerWatch.class)).detachAppender(appender);
        }
    }

    private static AppenderBase<ILoggingEvent> logTo(BlockingQueue<String> lines) {
        AppenderBase<ILoggingEvent> appender =
                new AppenderBase<>() {
                    @Override
                    protected void append(ILoggingEvent event) {
                        lines.add(event.getFormattedMessage());
                    }
                };
        appender.start();
        ((Logger) LoggerFactory.getLogger(WorkerWatch.class)).addAppender(appender);
        return appender;
    }

    /** Echo calls; the one named CAstuck blocks its worker until it is released. */
    private static final class Blocking extends EchoOnly {
        private final CountDownLatch release;

        Blocking(CountDownLatch release) {
            super(10);
            this.release = release;
        }

        @Override
        public CallFactory factory(CallJournal journal) {
            CallFactory real = super.factory(journal);
            return (worker, mailbox, callId, agent, link) -> {
                if (callId.equals("CAstuck")) {
                    try {
                        release.await();
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }
                return real.create(worker, mailbox, callId, agent, link);
            };
        }
    }
}
