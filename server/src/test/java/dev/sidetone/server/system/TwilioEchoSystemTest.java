/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.MediaSocket;
import dev.sidetone.server.testing.RawMediaSocket;
import dev.sidetone.server.testing.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("system")
@Timeout(180)
final class TwilioEchoSystemTest {
    private static final int CALLS = 100;
    private static final int FRAMES = 50;

    /** Both modes in both waits. */
    static Stream<Map<String, String>> modes() {
        return Stream.of(
                Map.of(),
                Map.of("SIDETONE_WAIT", "latency"),
                Map.of("SIDETONE_MODE", "dedicated"),
                Map.of("SIDETONE_MODE", "dedicated", "SIDETONE_WAIT", "latency"),
                Map.of(
                        "SIDETONE_MODE", "dedicated",
                        "SIDETONE_WORKERS", "3",
                        "SIDETONE_IO_THREADS", "2"));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void shouldReturnEachOfAHundredCallersItsOwnFramesInOrderAndNoneLost(Map<String, String> mode)
            throws Exception {
        try (VoiceServer server = TestServers.launch(mode);
                HttpClient client = HttpClient.newHttpClient()) {
            List<MediaSocket> callers = new ArrayList<>();
            for (int call = 0; call < CALLS; call++) {
                callers.add(MediaSocket.open(client, server.uri(), "echo" + call).start());
            }
            for (int frame = 0; frame < FRAMES; frame++) {
                for (int call = 0; call < CALLS; call++) {
                    callers.get(call).media(audio(call, frame));
                }
            }
            for (int call = 0; call < CALLS; call++) {
                for (int frame = 0; frame < FRAMES; frame++) {
                    assertThat(callers.get(call).nextAudio())
                            .as("call %d frame %d", call, frame)
                            .isEqualTo(audio(call, frame));
                }
            }
            for (MediaSocket caller : callers) {
                caller.close();
                assertThat(caller.closing()).isEqualTo("1000 caller_hung_up");
            }
        }
    }

    private static byte[] audio(int call, int frame) {
        byte[] audio = new byte[160];
        new Random(call * 1000L + frame).nextBytes(audio);
        return audio;
    }

    /** A client may send its first messages in the same packet as its handshake. */
    @Test
    void shouldTakeAStartThatComesInTheHandshakesPacket() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of());
                Socket socket =
                        new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            packet.writeBytes(RawMediaSocket.HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
            frame(
                    packet,
                    "{\"event\":\"start\",\"start\":{\"callSid\":\"CA1\"},\"streamSid\":\"MZ1\"}");
            String payload = Base64.getEncoder().encodeToString(audio(1, 1));
            frame(
                    packet,
                    "{\"event\":\"media\",\"media\":{\"payload\":\""
                            + payload
                            + "\"},\"streamSid\":\"MZ1\"}");
            socket.getOutputStream().write(packet.toByteArray());
            String answer = readUntil(socket.getInputStream(), payload);
            assertThat(answer).startsWith("HTTP/1.1 101").contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertThat(answer.substring(answer.indexOf("{"), answer.indexOf("}}") + 2))
                    .isEqualTo(
                            "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\""
                                    + payload
                                    + "\"}}");
        }
    }

    private static void frame(ByteArrayOutputStream packet, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        packet.write(0x81);
        if (bytes.length < 126) {
            packet.write(0x80 | bytes.length);
        } else {
            packet.write(0x80 | 126);
            packet.write(bytes.length >> 8);
            packet.write(bytes.length);
        }
        // a mask of zeros leaves the text as it is
        packet.writeBytes(new byte[4]);
        packet.writeBytes(bytes);
    }

    private static String readUntil(InputStream in, String wanted) throws Exception {
        StringBuilder read = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (read.indexOf(wanted + "\"}}") < 0) {
            int length = in.read(buffer);
            if (length < 0) {
                throw new AssertionError("closed after " + read);
            }
            read.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
        }
        return read.toString();
    }
}
