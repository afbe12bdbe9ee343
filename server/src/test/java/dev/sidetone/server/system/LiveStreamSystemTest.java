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
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The live page's stream over real sockets: what it brings, its bounds, its end. */
@Tag("system")
@Timeout(120)
final class LiveStreamSystemTest {
    private static final int MOST = 16;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ApiDescription description = new ApiDescription();

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void shouldTellOfACallWhileItLivesAndOfItsEndWhichOpensAsAReport() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of());
                BufferedReader stream = stream(server, null)) {
            String figures = next(stream, "figures");
            assertThat(figures).contains("\"calls_live\":0", "\"workers\":[{");
            assertThat(description.violations("LiveFigures", figures)).isEmpty();
            MediaSocket call = MediaSocket.open(client, server.uri(), "1").start();
            call.media(new byte[160]).nextAudio();
            String live = next(stream, "calls");
            while (!live.contains("\"live\":1")) {
                live = next(stream, "calls");
            }
            assertThat(description.violations("LiveCalls", live)).isEmpty();
            assertThat(live).contains("\"call_id\":\"CA1\"", "\"spread\":[0,0,0,0,0,1]");
            call.close();
            Http.awaitEnding(client, server, Termination.Reason.CALLER_HUNG_UP);
            String ended = next(stream, "calls");
            while (!ended.contains("\"reason\":\"caller_hung_up\"")) {
                ended = next(stream, "calls");
            }
            assertThat(description.violations("LiveCalls", ended)).isEmpty();
            URI report = server.uri().resolve("/v1/calls/CA1/report");
            HttpResponse<String> page = Http.get(client, report);
            assertThat(page.body())
                    .contains("Call CA1", "success, caller_hung_up", "keeps no recording");
            assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'");
        }
    }

    @Test
    void shouldRefuseOneStreamTooManyAndGiveThePlaceOfOneThatLeft() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of())) {
            List<BufferedReader> open = new ArrayList<>();
            for (int i = 0; i < MOST; i++) {
                open.add(stream(server, null));
            }
            HttpResponse<String> refused = Http.get(client, server.uri().resolve("/v1/live"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("overloaded", "At most 16 live pages");
            assertThat(refused.headers().firstValue("retry-after")).contains("10");
            assertThat(Http.metric(client, server, "sidetone_live_streams_refused_total"))
                    .isEqualTo(1);
            open.removeFirst().close();
            HttpResponse<InputStream> again = ask(server, null);
            while (again.statusCode() == 503) {
                again.body().close();
                again = ask(server, null);
            }
            assertThat(again.statusCode()).isEqualTo(200);
            again.body().close();
            for (BufferedReader reader : open) {
                reader.close();
            }
        }
    }

    @Test
    void shouldEndTheStreamWithTheServerAndNotHoldItUp() throws Exception {
        VoiceServer server = TestServers.launch(Map.of());
        try (BufferedReader stream = stream(server, null)) {
            next(stream, "calls");
            server.close();
            assertThat(stream.readAllLines()).as("what was on its way, and the end").isNotNull();
        } finally {
            server.close();
        }
    }

    @Test
    void shouldAskForTheTokenWhereOneIsSet() throws Exception {
        Map<String, String> withToken = Map.of("SIDETONE_ADMIN_TOKEN", "open-sesame");
        try (VoiceServer server = TestServers.launch(withToken)) {
            HttpResponse<InputStream> refused = ask(server, "wrong");
            assertThat(refused.statusCode()).isEqualTo(401);
            refused.body().close();
            try (BufferedReader stream = stream(server, "open-sesame")) {
                assertThat(next(stream, "calls")).contains("\"live\":0");
            }
        }
    }

    private BufferedReader stream(VoiceServer server, @Nullable String token) throws Exception {
        HttpResponse<InputStream> answer = ask(server, token);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    private HttpResponse<InputStream> ask(VoiceServer server, @Nullable String token)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri().resolve("/v1/live"));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** The data of the next event of that name; the test's time limit ends a wait for nothing. */
    private static String next(BufferedReader stream, String name) throws Exception {
        String line = stream.readLine();
        while (line != null && !line.equals("event: " + name)) {
            line = stream.readLine();
        }
        String data = stream.readLine();
        assertThat(data).startsWith("data: {");
        return data.substring("data: ".length());
    }
}
