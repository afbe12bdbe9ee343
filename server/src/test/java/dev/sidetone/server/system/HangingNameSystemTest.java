/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.net.AddressBook;
import dev.sidetone.orchestrator.provider.net.CallIo;
import dev.sidetone.orchestrator.provider.net.ClientTls;
import dev.sidetone.orchestrator.provider.net.DialListener;
import dev.sidetone.orchestrator.provider.net.ProviderAddress;
import dev.sidetone.orchestrator.provider.net.ProviderDialer;
import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.config.ConfigLoader;
import dev.sidetone.server.testing.EchoWorkers;
import dev.sidetone.server.testing.MediaSocket;
import dev.sidetone.server.testing.TestServers;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A resolver that does not answer holds up whoever asked for the name, and nobody else; the same
 * where the way to the provider is TLS.
 */
@Tag("system")
@Timeout(120)
final class HangingNameSystemTest {
    private static final int CALLS = 100;
    private static final int FRAMES = 50;
    private static final Duration HANG = Duration.ofSeconds(5);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AddressBook book =
            new AddressBook(
                    this::hang,
                    new AddressBook.Limits(HANG, HANG, Duration.ofSeconds(60), 4),
                    SystemNanoClock.INSTANCE,
                    task -> Thread.ofPlatform().daemon().start(task));
    private final BlockingQueue<String> dialled = new LinkedBlockingQueue<>();

    /**
     * Like a resolver whose servers are gone: at least 5 s, and here until the test has seen all.
     */
    private InetAddress[] hang(String host) {
        long askedNs = System.nanoTime();
        asked.countDown();
        try {
            answer.await();
            assertThat(System.nanoTime() - askedNs).isGreaterThanOrEqualTo(HANG.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLoseNoFrameOfAHundredCallsOnTheWorkerWhoseProviderCannotBeResolved(boolean tls)
            throws Exception {
        EchoWorkers workers = new EchoWorkers();
        Map<String, String> keys =
                Map.of(
                        "SIDETONE_PORT", "0",
                        "SIDETONE_DRAIN_TIME", "0s",
                        "SIDETONE_WORKERS", "1");
        try (VoiceServer server = VoiceServer.launch(new ConfigLoader(keys).load(null), workers);
                VoiceServer vendor = TestServers.launch(tls ? certificate() : Map.of());
                HttpClient client = HttpClient.newHttpClient()) {
            dial(workers.ios().ofThisThread(), vendor.uri());
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            long startNs = System.nanoTime();
            List<MediaSocket> callers = new ArrayList<>();
            for (int call = 0; call < CALLS; call++) {
                callers.add(MediaSocket.open(client, server.uri(), "echo" + call).start());
            }
            int rounds = 0;
            do {
                echo(callers, rounds++);
            } while (System.nanoTime() - startNs < HANG.toNanos());
            assertThat(dialled).as("the name is still looked up").isEmpty();
            answer.countDown();
            assertThat(dialled.poll(30, TimeUnit.SECONDS)).isEqualTo("connected");
            callers.forEach(MediaSocket::close);
        }
    }

    private static void echo(List<MediaSocket> callers, int round) throws Exception {
        for (int frame = 0; frame < FRAMES; frame++) {
            for (int call = 0; call < CALLS; call++) {
                callers.get(call).media(audio(call, round, frame));
            }
        }
        for (int call = 0; call < CALLS; call++) {
            for (int frame = 0; frame < FRAMES; frame++) {
                assertThat(callers.get(call).nextAudio())
                        .as("call %d frame %d of round %d", call, frame, round)
                        .isEqualTo(audio(call, round, frame));
            }
        }
    }

    private static byte[] audio(int call, int round, int frame) {
        byte[] audio = new byte[160];
        new Random(call * 1_000_003L + round * 1000L + frame).nextBytes(audio);
        return audio;
    }

    private static Map<String, String> certificate() throws Exception {
        return Map.of(
                "SIDETONE_TLS_CERTIFICATE_FILE", file("test-certificate.pem").toString(),
                "SIDETONE_TLS_KEY_FILE", file("test-key.pem").toString());
    }

    private static Path file(String name) throws Exception {
        return Path.of(
                Objects.requireNonNull(HangingNameSystemTest.class.getResource("/tls/" + name))
                        .toURI());
    }

    /** By the name in the test's certificate, which this resolver is asked for like any other. */
    private void dial(CallIo io, URI vendor) throws Exception {
        ClientTls tls =
                ClientTls.trusting(
                        file("test-certificate.pem"), task -> Thread.ofVirtual().start(task));
        ProviderDialer dialer = new ProviderDialer(book, tls, fault -> {});
        ProviderAddress address =
                new ProviderAddress(
                        "vendor",
                        vendor.getScheme().equals("https"),
                        "localhost",
                        vendor.getPort(),
                        "");
        io.loop()
                .execute(() ->
                        dialer.dial(
                                io,
                                address,
                                Duration.ofSeconds(60),
                                new DialListener() {
                                    @Override
                                    @SuppressWarnings("FutureReturnValueIgnored") // nobody needs it
                                    public void onConnected(Channel channel) {
                                        dialled.add("connected");
                                        channel.close();
                                    }

                                    @Override
                                    public void onFailed(ProviderFailure failure) {
                                        dialled.add(failure.detail());
                                    }
                                }));
    }
}
