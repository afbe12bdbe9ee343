/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.EchoingCall;
import dev.sidetone.server.testing.Http;
import dev.sidetone.server.testing.TestServers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one connection sends instead of HTTP, or in it: it is answered with its own status or
 * closed, counted, and a call beside it loses no frame.
 */
@Tag("system")
@Timeout(60)
final class BadHttpSystemTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String HOST = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private static final String CHUNKED =
            "POST /twilio/voice HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final HttpClient client = HttpClient.newHttpClient();
    private final VoiceServer server = launched();
    private final EchoingCall beside = talking();

    private static VoiceServer launched() {
        try {
            return TestServers.launch(
                    Map.of(
                            "SIDETONE_WORKERS",
                            "1",
                            "SIDETONE_LIMITS_REQUEST_BYTES",
                            "4096",
                            "SIDETONE_LIMITS_REQUEST_TIMEOUT",
                            "3s",
                            "SIDETONE_ADMIN_TOKEN",
                            TOKEN));
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

    @BeforeEach
    void talkBeside() {
        beside.speak(3);
    }

    @AfterEach
    void shouldLeaveTheCallBesideUnhurtAndServeEverybody() throws Exception {
        beside.speak(3);
        beside.hear();
        assertThat(Http.get(client, server.uri().resolve("/healthz")).statusCode()).isEqualTo(200);
        beside.hangUp();
        server.close();
        client.close();
    }

    /**
     * Nothing is decoded or folded before a path is compared, so there is no way round the gate.
     */
    @ParameterizedTest
    @CsvSource({
        "/../../etc/passwd, 404",
        "/healthz/../v1/calls, 404",
        "/healthz/..%2fv1/calls, 404",
        "/%2e%2e/%2e%2e/etc/passwd, 404",
        "/%252e%252e/v1/calls, 404",
        "/v1%2fcalls, 404",
        "/%76%31/calls, 404",
        "//v1/calls, 404",
        "/v1//calls, 404",
        "/v1/calls/, 404",
        "/V1/calls, 404",
        "/v1/calls;x=1, 404",
        "/v1/calls%00, 404",
        "/v1\\calls, 404",
        "/v1/calls, 401",
        "/v1/calls/.., 401",
        "/v1/calls/%2e%2e%2fsecret, 401",
        "/v1/calls?x=/healthz, 401",
        "http://x/v1/calls, 401",
        "http://x/healthz, 200",
        "http://x:80/healthz?a=b, 200",
        "http://x, 404",
        "HTTP://user@x/healthz, 200",
        "ftp://x/healthz, 404",
        "healthz, 404",
        "*, 404",
        "/healthz#/v1/calls, 404"
    })
    void shouldFindOnlyWhatIsAtAPath(String path, int status) throws Exception {
        assertThat(answer("GET " + path + HOST)).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void shouldRefuseALineThatIsTooLongAndOneWithANul() throws Exception {
        assertThat(answer("GET /" + "../".repeat(3000) + HOST)).startsWith("HTTP/1.1 414");
        assertThat(answer("GET /v1/calls\u0000.html" + HOST)).startsWith("HTTP/1.1 40");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffffffffffffffff\r\n",
                "-1\r\n",
                "zz\r\n",
                "1000000000000000000000000\r\n",
                "\r\n"
            })
    void shouldRefuseAChunkOfNoSize(String chunk) throws Exception {
        assertThat(answer(CHUNKED + chunk)).startsWith("HTTP/1.1 400");
    }

    @Test
    void shouldCloseAConnectionWhoseChunkNeverComes() throws Exception {
        double before = metric("sidetone_connections_timed_out_total");
        assertThat(answer(CHUNKED + "7fffffff\r\nabc")).isEmpty();
        assertThat(metric("sidetone_connections_timed_out_total")).isGreaterThan(before);
    }

    @Test
    void shouldReadNoBombToItsEnd() throws Exception {
        assertThat(bomb(CHUNKED, "1\r\na\r\n")).startsWith("HTTP/1.1 413");
        assertThat(bomb(CHUNKED, "400\r\n" + "a".repeat(1024) + "\r\n")).startsWith("HTTP/1.1 413");
        assertThat(bomb(CHUNKED + "1;x=", "e".repeat(1024))).startsWith("HTTP/1.1 4");
        assertThat(bomb(CHUNKED + "0\r\n", "X-Trailer: a\r\n")).startsWith("HTTP/1.1 4");
        assertThat(bomb("GET /healthz HTTP/1.1\r\n", "X: a\r\n")).startsWith("HTTP/1.1 431");
        assertThat(bomb("GET /healthz HTTP/1.1\r\nX: ", "a".repeat(1024)))
                .startsWith("HTTP/1.1 431");
        assertThat(bomb("GET /", "a".repeat(1024))).startsWith("HTTP/1.1 414");
        assertThat(bomb("", "\r\n")).as("nothing but ends of lines").isEmpty();
        assertThat(metric("sidetone_http_rejected_total")).isGreaterThanOrEqualTo(7);
    }

    @Test
    void shouldCloseAConnectionThatSendsTooManyRequestsAhead() throws Exception {
        double before = metric("sidetone_connections_failed_total");
        String answers = answer("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".repeat(100));
        assertThat(answers.split("HTTP/1.1 200", -1)).hasSizeLessThan(100);
        assertThat(metric("sidetone_connections_failed_total")).isGreaterThan(before);
    }

    @Test
    void shouldTakeNoSecondRequestOutOfTheBodyOfAFirst() throws Exception {
        String lengths = "Content-Length: 4\r\nContent-Length: 60\r\n\r\n";
        String hidden = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
        assertThat(answer("POST /twilio/voice HTTP/1.1\r\nHost: x\r\n" + lengths + "a=b&" + hidden))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("200 OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G",
                "GET /healthz",
                "GET /healthz HTTP/1.1",
                "GET /healthz HTTP/1.1\r\nHost: x\r\n",
                "POST /twilio/voice HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na=b"
            })
    void shouldForgetARequestThatIsCutInHalf(String half) throws Exception {
        try (Socket socket = connect()) {
            send(socket, half);
            socket.shutdownOutput();
            assertThat(rest(socket)).as("nobody is there to be answered").isEmpty();
        }
        while (metric("sidetone_connections_open") > 3) {
            Thread.onSpinWait();
        }
    }

    /**
     * What comes back to a request whose second part is repeated until the server has had enough.
     */
    private String bomb(String head, String more) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            try {
                send(socket, head);
                byte[] block =
                        more.repeat(16 * 1024 / more.length()).getBytes(StandardCharsets.US_ASCII);
                // ten times what any bound allows, and then some
                for (int i = 0; i < 4000 && socket.getInputStream().available() == 0; i++) {
                    out.write(block);
                }
            } catch (SocketException hungUp) {
                // as it should: what it answered may have come before
            }
            return rest(socket);
        }
    }

    private String answer(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return rest(socket);
        }
    }

    private double metric(String name) throws Exception {
        return Http.send(
                        client,
                        HttpRequest.newBuilder(server.uri().resolve("/metrics"))
                                .header("Authorization", "Bearer " + TOKEN))
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Until the server closes. */
    private static String rest(Socket socket) throws IOException {
        StringBuilder all = new StringBuilder();
        byte[] some = new byte[4096];
        try {
            for (int n = socket.getInputStream().read(some);
                    n > 0;
                    n = socket.getInputStream().read(some)) {
                all.append(new String(some, 0, n, StandardCharsets.US_ASCII));
            }
        } catch (SocketException reset) {
            // what came before it counts
        }
        return all.toString();
    }
}
