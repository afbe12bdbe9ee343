/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.Http;
import dev.sidetone.server.testing.MediaSocket;
import dev.sidetone.server.testing.TestServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator orders over the API, and who may. */
@Tag("system")
@Timeout(60)
final class OperatorSystemTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void shouldHangUpOneCallAndLeaveItsNeighbour() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of())) {
            MediaSocket doomed = talking(server, "1");
            MediaSocket beside = talking(server, "2");
            HttpResponse<String> ordered = order(server, "CA1", "hangup");
            assertThat(ordered.statusCode()).isEqualTo(202);
            assertThat(doomed.closing()).isEqualTo("1000 operator_hung_up");
            beside.media(new byte[160]);
            assertThat(beside.nextAudio()).hasSize(160);
            Http.awaitEnding(client, server, Termination.Reason.OPERATOR_HUNG_UP);
            assertThat(Http.get(client, server.uri().resolve("/v1/calls/CA1")).body())
                    .contains("\"state\":\"ended\"", "\"reason\":\"operator_hung_up\"");
            assertThat(order(server, "CA1", "hangup").statusCode()).isEqualTo(409);
            beside.close();
            beside.closing();
        }
    }

    @Test
    void shouldTransferACallByEndingItsStreamAsHandedOver() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of())) {
            MediaSocket call = talking(server, "1");
            assertThat(order(server, "CA1", "transfer").statusCode()).isEqualTo(202);
            assertThat(call.closing()).isEqualTo("1000 handed_over");
        }
    }

    @Test
    void shouldAnswerProblemsForUnknownCallsPathsAndMethods() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of())) {
            HttpResponse<String> noCall = order(server, "nobody", "hangup");
            assertThat(noCall.statusCode()).isEqualTo(404);
            assertThat(noCall.body()).contains("no_such_call");
            HttpResponse<String> noPath = Http.get(client, server.uri().resolve("/v2/calls"));
            assertThat(noPath.statusCode()).isEqualTo(404);
            assertThat(noPath.headers().firstValue("content-type"))
                    .contains("application/problem+json");
            HttpResponse<String> method =
                    Http.get(client, server.uri().resolve("/v1/calls/CA1/hangup"));
            assertThat(method.statusCode()).isEqualTo(405);
            assertThat(method.headers().firstValue("Allow")).contains("POST");
        }
    }

    @Test
    void shouldAskOffLoopbackForTheTokenOnEverythingButCarriersAndHealth() throws Exception {
        Map<String, String> withToken = Map.of("SIDETONE_ADMIN_TOKEN", "open-sesame");
        try (VoiceServer server = TestServers.launch(withToken)) {
            for (String path : new String[] {"/metrics", "/v1/live", "/v1/calls", "/v1/calls/x"}) {
                HttpResponse<String> refused = Http.get(client, server.uri().resolve(path));
                assertThat(refused.statusCode()).as(path).isEqualTo(401);
                assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
            }
            HttpResponse<String> page = Http.get(client, server.uri());
            assertThat(page.statusCode()).as("the page asks for the token itself").isEqualTo(200);
            assertThat(page.body()).doesNotContain("open-sesame");
            assertThat(order(server, "CA1", "hangup").statusCode()).isEqualTo(401);
            assertThat(asked(server, "Bearer wrong").statusCode()).isEqualTo(401);
            assertThat(asked(server, "Basic open-sesame").statusCode()).isEqualTo(401);
            assertThat(asked(server, "Bearer open-sesame").statusCode()).isEqualTo(200);
            assertThat(asked(server, "bearer open-sesame").statusCode()).isEqualTo(200);
            assertThat(Http.get(client, server.uri().resolve("/healthz")).statusCode())
                    .isEqualTo(200);
            assertThat(Http.get(client, server.uri().resolve("/readyz")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldKeepTheApiOffTheCarriersPortWhereItHasItsOwn() throws Exception {
        int free;
        try (var probe =
                new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }
        try (VoiceServer server =
                TestServers.launch(Map.of("SIDETONE_ADMIN_PORT", Integer.toString(free)))) {
            URI admin = URI.create("http://127.0.0.1:" + server.adminPort());
            assertThat(server.adminPort()).isEqualTo(free);
            for (String path : new String[] {"/", "/metrics", "/v1/calls"}) {
                assertThat(Http.get(client, server.uri().resolve(path)).statusCode())
                        .as("carriers' port %s", path)
                        .isEqualTo(404);
                assertThat(Http.get(client, admin.resolve(path)).statusCode())
                        .as("admin port %s", path)
                        .isEqualTo(200);
            }
            assertThat(Http.post(client, admin.resolve("/twilio/voice")).statusCode())
                    .isEqualTo(404);
            talking(server, "1").close();
        }
    }

    private HttpResponse<String> asked(VoiceServer server, String authorization) throws Exception {
        return Http.send(
                client,
                HttpRequest.newBuilder(server.uri().resolve("/v1/calls"))
                        .header("Authorization", authorization));
    }

    private HttpResponse<String> order(VoiceServer server, String call, String what)
            throws Exception {
        return Http.post(client, server.uri().resolve("/v1/calls/" + call + "/" + what));
    }

    private MediaSocket talking(VoiceServer server, String sid) throws Exception {
        MediaSocket socket = MediaSocket.open(client, server.uri(), sid).start();
        socket.media(new byte[160]).nextAudio();
        return socket;
    }
}
