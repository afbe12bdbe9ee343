/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.EchoingCall;
import dev.sidetone.server.testing.Http;
import dev.sidetone.server.testing.RawMediaSocket;
import dev.sidetone.server.testing.TestServers;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A WebSocket that pings without end, in a call and before it, beside a call that goes on. */
@Tag("system")
@Timeout(60)
final class PingFloodSystemTest {
    private static final int CLOSE = 0x88;
    private static final int PONG = 0x8a;
    private static final byte[] PINGS = pings(50);

    private final HttpClient client = HttpClient.newHttpClient();
    private VoiceServer server = launched();
    private EchoingCall beside = talking();

    private static VoiceServer launched() {
        try {
            return TestServers.launch(Map.of());
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private EchoingCall talking() {
        try {
            return EchoingCall.open(client, server.uri());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static byte[] pings(int count) {
        byte[] one = RawMediaSocket.frame(0x89, new byte[] {1, 2, 3});
        byte[] all = new byte[one.length * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(one, 0, all, i * one.length, one.length);
        }
        return all;
    }

    @BeforeEach
    void talkBeside() {
        beside.speak(5);
    }

    @AfterEach
    void shouldLeaveTheCallBesideUnhurt() throws Exception {
        beside.hangUp();
        server.close();
        client.close();
    }

    @Test
    void shouldEndItsCallTypedAndCounted() throws Exception {
        try (RawMediaSocket socket = RawMediaSocket.start(server.uri(), "MZping")) {
            socket.media(new byte[160]);
            assertThat(socket.nextAudio()).hasSize(160);
            assertThat(closeCode(socket)).isEqualTo(1008);
        }
        Http.awaitEnding(client, server, Termination.Reason.FLOODED);
        Http.awaitMetric(client, server, "sidetone_pings_flooded_total 1");
    }

    @Test
    void shouldCloseASocketThatIsNoCallYet() throws Exception {
        try (RawMediaSocket socket = RawMediaSocket.open(server.uri(), "MZping")) {
            assertThat(closeCode(socket)).isEqualTo(1008);
        }
        Http.awaitEnding(client, server, Termination.Reason.FLOODED);
        assertThat(Http.metric(client, server, "sidetone_calls_opened_total")).isEqualTo(1);
    }

    /** Pings, reading each pong, until the server has had enough. */
    private static int closeCode(RawMediaSocket socket) throws IOException {
        while (true) {
            socket.write(PINGS);
            for (int i = 0; i < 50; i++) {
                RawMediaSocket.Frame frame = socket.next();
                if (frame.firstByte() == CLOSE) {
                    assertThat(frame.text()).endsWith("flooded: pings without end");
                    return frame.closeCode();
                }
                assertThat(frame.firstByte()).isEqualTo(PONG);
            }
        }
    }
}
