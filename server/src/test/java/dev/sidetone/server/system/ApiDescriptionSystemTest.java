/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.ApiDescription;
import dev.sidetone.server.testing.Http;
import dev.sidetone.server.testing.MediaSocket;
import dev.sidetone.server.testing.TestServers;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every answer of a running server is as the OpenAPI file says, and every path is in the file. */
@Tag("system")
@Timeout(60)
final class ApiDescriptionSystemTest {
    private static final String CALLS = "/v1/calls";
    private static final String CALL = "/v1/calls/{id}";
    private static final String TURNS = "/v1/calls/{id}/turns";
    private static final String HANGUP = "/v1/calls/{id}/hangup";
    private static final String TRANSFER = "/v1/calls/{id}/transfer";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ApiDescription description = new ApiDescription();

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void shouldDescribeEveryPathOfTheApiAndNoOther() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of())) {
            Set<String> served = new TreeSet<>(server.served());
            assertThat(served).containsAll(description.operations());
            assertThat(description.operations())
                    .containsAll(
                            served.stream()
                                    .filter(route -> route.contains(" /v1/"))
                                    .collect(Collectors.toSet()))
                    .contains("GET /healthz", "GET /readyz", "GET /metrics");
            assertThat(answer(server, "GET", "/v1/openapi.yaml", "", 200).body())
                    .startsWith("openapi: 3.1");
        }
    }

    @Test
    void shouldAnswerAsDescribedAboutCallsAndOrders() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of())) {
            answer(server, "GET", CALLS, "", 200);
            MediaSocket live = talking(server, "1");
            MediaSocket other = talking(server, "2");
            for (String method : List.of("GET", "HEAD")) {
                answer(server, method, CALLS, "", 200);
                answer(server, method, CALL, "CA1", 200);
                answer(server, method, TURNS, "CA1", 200);
                answer(server, method, CALL, "CA3", 404);
                answer(server, method, TURNS, "CA%2F3", 404);
            }
            answer(server, "POST", HANGUP, "CA3", 404);
            answer(server, "POST", TRANSFER, "CA3", 404);
            answer(server, "POST", HANGUP, "CA1", 202);
            answer(server, "POST", TRANSFER, "CA2", 202);
            live.closing();
            other.closing();
            Http.awaitEnding(client, server, Termination.Reason.OPERATOR_HUNG_UP);
            Http.awaitEnding(client, server, Termination.Reason.HANDED_OVER);
            answer(server, "GET", CALLS, "", 200);
            assertThat(answer(server, "GET", CALL, "CA1", 200).body())
                    .contains("\"state\":\"ended\"");
            answer(server, "POST", HANGUP, "CA1", 409);
            answer(server, "POST", TRANSFER, "CA2", 409);
        }
    }

    @Test
    void shouldAnswerAsDescribedToTheWrongMethodAndWithoutTheToken() throws Exception {
        Map<String, String> withToken = Map.of("SIDETONE_ADMIN_TOKEN", "open-sesame");
        try (VoiceServer server = TestServers.launch(withToken)) {
            for (String operation : description.operations()) {
                String method = operation.split(" ", 2)[0];
                String path = operation.split(" ", 2)[1];
                answer(server, "DELETE", path, "CA1", 405);
                if (path.endsWith("z")) {
                    answer(server, method, path, "CA1", 200);
                } else {
                    answer(server, method, path, "CA1", 401);
                }
            }
        }
    }

    @Test
    void shouldAnswerAsDescribedAboutHealthAlsoWhileItDrains() throws Exception {
        VoiceServer server = TestServers.launch(Map.of("SIDETONE_DRAIN_TIME", "50s"));
        Thread closing = Thread.ofVirtual().unstarted(server::close);
        try (MediaSocket call = talking(server, "1")) {
            answer(server, "GET", "/healthz", "", 200);
            answer(server, "GET", "/readyz", "", 200);
            answer(server, "GET", "/metrics", "", 200);
            closing.start();
            URI ready = server.uri().resolve("/readyz");
            while (Http.get(client, ready).statusCode() == 200) {
                Thread.onSpinWait();
            }
            HttpResponse<String> draining = answer(server, "GET", "/readyz", "", 503);
            assertThat(draining.body())
                    .contains("not_ready", "\"ready\":false", "\"phase\":\"draining\"");
            answer(server, "HEAD", "/readyz", "", 503);
            assertThat(call.media(new byte[160]).nextAudio()).as("the call goes on").hasSize(160);
        } finally {
            closing.join();
        }
    }

    @Test
    void shouldAnswerProblemsToWhatIsNoRequestOfIts() throws Exception {
        Map<String, String> small = Map.of("SIDETONE_LIMITS_REQUEST_BYTES", "1024");
        try (VoiceServer server = TestServers.launch(small)) {
            String post = "POST /v1/calls/CA1/hangup HTTP/1.1\r\nHost: x\r\n";
            assertRefused(server, "nonsense\r\n\r\n", 400);
            assertRefused(server, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400);
            assertRefused(server, post + "Content-Length: x\r\n\r\n", 400);
            assertRefused(server, post + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n", 400);
            assertRefused(server, post + "Content-Length: 1025\r\n\r\n", 413);
            assertRefused(
                    server, post + "Content-Length: 1025\r\nExpect: 100-continue\r\n\r\n", 413);
            assertRefused(
                    server,
                    post + "Transfer-Encoding: chunked\r\n\r\n401\r\n" + "a".repeat(1025) + "\r\n",
                    413);
            assertRefused(server, "POST /" + "a".repeat(5000) + " HTTP/1.1\r\n\r\n", 414);
            assertRefused(server, post + "Expect: a-miracle\r\n\r\n", 417);
            assertRefused(server, post + "X: " + "a".repeat(9000) + "\r\n\r\n", 431);
        }
    }

    @Test
    void shouldAnswerProblemsAtTheCarriersPathsToo() throws Exception {
        Map<String, String> signed = Map.of("TWILIO_AUTH_TOKEN", "secret");
        try (VoiceServer server = TestServers.launch(signed)) {
            URI media = server.uri().resolve("/twilio/media");
            HttpResponse<String> plain = Http.get(client, media);
            assertProblem(plain.statusCode(), headers(plain), plain.body(), 426);
            assertThat(plain.headers().firstValue("upgrade")).contains("websocket");
            assertThat(plain.body()).contains("proxy");
            HttpResponse<String> unsigned =
                    Http.post(client, server.uri().resolve("/twilio/voice"));
            assertProblem(unsigned.statusCode(), headers(unsigned), unsigned.body(), 403);
            HttpResponse<String> nowhere = Http.get(client, server.uri().resolve("/v2"));
            assertProblem(nowhere.statusCode(), headers(nowhere), nowhere.body(), 404);
        }
    }

    private HttpResponse<String> answer(
            VoiceServer server, String method, String path, String id, int status)
            throws Exception {
        URI uri = server.uri().resolve(path.replace("{id}", id));
        HttpResponse<String> answer =
                Http.send(
                        client,
                        HttpRequest.newBuilder(uri)
                                .method(method, HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as("%s %s", method, uri).isEqualTo(status);
        assertThat(description.faults(method, path, answer)).as("%s %s", method, uri).isEmpty();
        return answer;
    }

    /** Sends bytes that no client would; the answer is a problem, and the connection's end. */
    private void assertRefused(VoiceServer server, String request, int status) throws Exception {
        double before = Http.metric(client, server, "sidetone_http_rejected_total");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String[] answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .split("\r\n\r\n", 2);
            List<String> head = answer[0].lines().toList();
            Map<String, List<String>> headers = new LinkedHashMap<>();
            head.stream()
                    .skip(1)
                    .map(line -> line.split(": ", 2))
                    .forEach(line ->
                            headers.put(line[0].toLowerCase(Locale.ROOT), List.of(line[1])));
            assertThat(headers).as(request).containsEntry("connection", List.of("close"));
            assertProblem(
                    Integer.parseInt(head.getFirst().split(" ", 3)[1]), headers, answer[1], status);
            assertThat(description.faults("POST", HANGUP, status, headers, answer[1]))
                    .as(request)
                    .isEmpty();
        }
        assertThat(Http.metric(client, server, "sidetone_http_rejected_total"))
                .as("counted once: %s", request)
                .isEqualTo(before + 1);
    }

    private void assertProblem(
            int status, Map<String, List<String>> headers, String body, int expected) {
        assertThat(status).as(body).isEqualTo(expected);
        assertThat(headers).containsEntry("content-type", List.of("application/problem+json"));
        assertThat(body).contains("\"status\":" + status);
        assertThat(description.violations("Problem", body)).isEmpty();
    }

    private static Map<String, List<String>> headers(HttpResponse<String> answer) {
        return answer.headers().map();
    }

    private MediaSocket talking(VoiceServer server, String sid) throws Exception {
        MediaSocket socket = MediaSocket.open(client, server.uri(), sid).start();
        socket.media(new byte[160]).nextAudio();
        return socket;
    }
}
