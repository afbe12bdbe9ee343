/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.Surroundings;
import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.io.IoTransport;
import dev.sidetone.server.testing.Http;
import dev.sidetone.server.testing.MediaSocket;
import dev.sidetone.server.testing.RawMediaSocket;
import dev.sidetone.server.testing.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections at their bounds: too many, too slow, too long, not reading. */
@Tag("system")
@Timeout(60)
final class ConnectionBoundsSystemTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void shouldCloseTheConnectionBeyondTheLimitAndServeThoseWithinIt() throws Exception {
        int most = 40;
        try (VoiceServer server =
                TestServers.launch(Map.of("SIDETONE_LIMITS_CONNECTIONS", Integer.toString(most)))) {
            List<Socket> held = new ArrayList<>();
            for (int i = 0; i < most - 1; i++) {
                held.add(connect(server));
            }
            // accepted in order, so the client's own connection, the last within the limit, proves
            // that the others were taken
            assertThat(Http.metric(client, server, "sidetone_connections_open")).isEqualTo(most);
            try (Socket beyond = connect(server)) {
                assertThat(ended(beyond.getInputStream())).as("closed at once").isTrue();
            }
            assertThat(Http.metric(client, server, "sidetone_connections_refused_total"))
                    .isEqualTo(1);
            held.removeFirst().close();
            while (Http.metric(client, server, "sidetone_connections_open") >= most) {
                Thread.onSpinWait();
            }
            try (Socket again = connect(server)) {
                send(again, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(again.getInputStream().readNBytes(15))
                        .asString(StandardCharsets.US_ASCII)
                        .isEqualTo("HTTP/1.1 200 OK");
            }
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    @Test
    void shouldCloseAConnectionWhoseRequestNeverBecomesWhole() throws Exception {
        try (VoiceServer server =
                TestServers.launch(Map.of("SIDETONE_LIMITS_REQUEST_TIMEOUT", "3s"))) {
            try (Socket half = connect(server)) {
                send(
                        half,
                        "POST /twilio/voice HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nCal");
                assertThat(ended(half.getInputStream())).isTrue();
            }
            Http.awaitMetric(client, server, "sidetone_connections_timed_out_total 1");
        }
    }

    @Test
    void shouldSurviveARequestThatIsCutInHalf() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of())) {
            try (Socket half = connect(server)) {
                send(half, "POST /twilio/voice HTTP/1.1\r\nHost: x\r\nContent-Le");
            }
            while (Http.metric(client, server, "sidetone_connections_open") > 1) {
                Thread.onSpinWait();
            }
            assertThat(Http.get(client, server.uri().resolve("/healthz")).statusCode())
                    .isEqualTo(200);
            assertThat(Http.metric(client, server, "sidetone_http_rejected_total"))
                    .as("nobody was answered")
                    .isZero();
        }
    }

    @Test
    void shouldRefuseHeadersAndBodiesThatAreTooLong() throws Exception {
        try (VoiceServer server =
                TestServers.launch(Map.of("SIDETONE_LIMITS_REQUEST_BYTES", "1024"))) {
            assertThat(
                            statusOf(
                                    server,
                                    "GET /healthz HTTP/1.1\r\nHost: x\r\nX: "
                                            + "a".repeat(9000)
                                            + "\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 431");
            assertThat(statusOf(server, "GET /" + "a".repeat(5000) + " HTTP/1.1\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 414");
            assertThat(
                            statusOf(
                                    server,
                                    "POST /twilio/voice HTTP/1.1\r\nHost: x\r\nContent-Length: 1025\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 413");
            assertThat(statusOf(server, "nonsense\r\n\r\n")).isEqualTo("HTTP/1.1 400");
            Http.awaitMetric(client, server, "sidetone_http_rejected_total 4");
        }
    }

    @Test
    void shouldEndACallWhoseCarrierStopsReadingAndLeaveItsNeighbour() throws Exception {
        Map<String, String> short1 =
                Map.of(
                        "SIDETONE_CARRIERS_TWILIO_STALL_TIMEOUT",
                        "300ms",
                        "SIDETONE_LIMITS_WRITE_BYTES",
                        "16384");
        try (VoiceServer server = TestServers.launch(short1);
                MediaSocket beside = MediaSocket.open(client, server.uri(), "beside").start();
                Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4096);
            deaf.connect(address(server));
            handshake(deaf);
            sendText(
                    deaf,
                    "{\"event\":\"start\",\"start\":{\"callSid\":\"CA1\",\"customParameters\":{\"agent\":\"echo\"}},\"streamSid\":\"MZ1\"}");
            String payload = Base64.getEncoder().encodeToString(new byte[30_000]);
            String media =
                    "{\"event\":\"media\",\"media\":{\"payload\":\""
                            + payload
                            + "\"},\"streamSid\":\"MZ1\"}";
            int frames = 0;
            // speaks and never listens, until the server hangs up
            try {
                while (frames < 10_000) {
                    sendText(deaf, media);
                    frames++;
                }
            } catch (SocketException hungUp) {
                assertThat(frames).isPositive();
            }
            Http.awaitEnding(client, server, Termination.Reason.CARRIER_STALLED);
            assertThat(Http.metric(client, server, "sidetone_carrier_back_pressured_total"))
                    .isPositive();
            beside.media(new byte[160]);
            assertThat(beside.nextAudio()).hasSize(160);
        }
    }

    @Test
    void shouldServeACallWhenItWaitsForIoInsteadOfTheMillisecond() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of("SIDETONE_WAIT", "latency"))) {
            echoes(server);
        }
    }

    @Test
    void shouldServeACallOnTheJdksSelector() throws Exception {
        try (VoiceServer server =
                TestServers.launch(
                        Map.of(),
                        Integer.MAX_VALUE,
                        new Surroundings(Clock.systemUTC(), IoTransport.NIO))) {
            echoes(server);
        }
    }

    @Test
    void shouldNotStartOffLoopbackWithoutAToken() {
        assertThatThrownBy(() -> TestServers.launch(Map.of("SIDETONE_HOST", "0.0.0.0")))
                .hasMessageContaining("SIDETONE_ADMIN_TOKEN");
    }

    private void echoes(VoiceServer server) throws Exception {
        MediaSocket call = MediaSocket.open(client, server.uri(), "1").start();
        for (byte i = 0; i < 50; i++) {
            byte[] frame = new byte[160];
            Arrays.fill(frame, i);
            assertThat(call.media(frame).nextAudio()).isEqualTo(frame);
        }
        call.close();
        assertThat(call.closing()).isEqualTo("1000 caller_hung_up");
    }

    private static InetSocketAddress address(VoiceServer server) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.uri().getPort());
    }

    private static Socket connect(VoiceServer server) throws IOException {
        Socket socket = new Socket();
        socket.connect(address(server));
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String statusOf(VoiceServer server, String request) throws IOException {
        try (Socket socket = connect(server)) {
            send(socket, request);
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    private static boolean ended(InputStream in) throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    private static void handshake(Socket socket) throws IOException {
        send(socket, RawMediaSocket.HANDSHAKE);
        assertThat(socket.getInputStream().readNBytes(12))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("HTTP/1.1 101");
    }

    private static void sendText(Socket socket, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        OutputStream out = socket.getOutputStream();
        byte[] head = new byte[8];
        head[0] = (byte) 0x81;
        int length = 2;
        if (bytes.length < 126) {
            head[1] = (byte) (0x80 | bytes.length);
        } else {
            head[1] = (byte) (0x80 | 126);
            head[2] = (byte) (bytes.length >> 8);
            head[3] = (byte) bytes.length;
            length = 4;
        }
        // a mask of zeros leaves the text as it is
        byte[] whole = Arrays.copyOf(head, length + 4 + bytes.length);
        Arrays.fill(whole, length, length + 4, (byte) 0);
        System.arraycopy(bytes, 0, whole, length + 4, bytes.length);
        out.write(whole);
    }
}
