/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.EchoingCall;
import dev.sidetone.server.testing.Http;
import dev.sidetone.server.testing.RawMediaSocket;
import dev.sidetone.server.testing.TestServers;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thousand connections that open and say nothing, beside a call that goes on. */
@Tag("system")
@Timeout(120)
final class SilentConnectionsSystemTest {
    private static final int MANY = 1000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Closeable> silent = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Closeable connection : silent) {
            connection.close();
        }
        client.close();
    }

    @Test
    void shouldCloseThoseThatSendNoRequest() throws Exception {
        try (VoiceServer server =
                TestServers.launch(Map.of("SIDETONE_LIMITS_REQUEST_TIMEOUT", "3s"))) {
            EchoingCall beside = EchoingCall.open(client, server.uri());
            for (int i = 0; i < MANY; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort()));
                talk(beside, i);
            }
            talkUntil(server, beside, "sidetone_connections_timed_out_total");
            beside.hangUp();
        }
    }

    @Test
    void shouldCloseThoseThatUpgradeAndSendNoStart() throws Exception {
        try (VoiceServer server =
                TestServers.launch(Map.of("SIDETONE_CARRIERS_TWILIO_START_TIMEOUT", "3s"))) {
            EchoingCall beside = EchoingCall.open(client, server.uri());
            for (int i = 0; i < MANY; i++) {
                silent.add(RawMediaSocket.open(server.uri(), "silent" + i));
                talk(beside, i);
            }
            talkUntil(server, beside, "sidetone_no_start_total");
            assertThat(Http.metric(client, server, "sidetone_calls_opened_total"))
                    .as("the call beside alone")
                    .isEqualTo(1);
            beside.hangUp();
        }
    }

    private static void talk(EchoingCall beside, int round) throws InterruptedException {
        if (round % 20 == 0) {
            beside.speak(1);
            beside.hear();
        }
    }

    /** The metrics' own connection may be closed as silent too, so there may be more. */
    private void talkUntil(VoiceServer server, EchoingCall beside, String closed) throws Exception {
        while (Http.metric(client, server, closed) < MANY) {
            beside.speak(1);
            beside.hear();
        }
    }
}
