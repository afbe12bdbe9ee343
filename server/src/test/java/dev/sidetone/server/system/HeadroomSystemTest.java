/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.Http;
import dev.sidetone.server.testing.MediaSocket;
import dev.sidetone.server.testing.TestServers;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A limit of one per cent, which a worker passes that is asked for metrics without a pause. */
@Tag("system")
@Timeout(120)
final class HeadroomSystemTest {

    @Test
    void shouldRefuseNewCallsBeforeTheSocketOpensAndInTheTwimlWhileRunningOnesGoOn()
            throws Exception {
        Map<String, String> settings =
                Map.of(
                        "SIDETONE_WORKERS", "1",
                        "SIDETONE_LIMITS_BUSY_PERCENT", "1");
        try (VoiceServer server = TestServers.launch(settings);
                HttpClient client = HttpClient.newHttpClient()) {
            MediaSocket caller = MediaSocket.open(client, server.uri(), "1").start();
            caller.media(new byte[160]).nextAudio();
            Http.awaitMetric(client, server, "sidetone_workers_without_headroom 1");
            assertThatThrownBy(() -> MediaSocket.open(client, server.uri(), "2"))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(WebSocketHandshakeException.class)
                    .cause()
                    .satisfies(refused -> assertRefusal((WebSocketHandshakeException) refused));
            assertThat(webhook(client, server)).contains("<Say>").doesNotContain("<Stream");
            assertThat(Http.metric(client, server, "sidetone_admission_refused_headroom_total"))
                    .isEqualTo(2);
            assertThat(Http.metric(client, server, "sidetone_admission_refused_webhook_total"))
                    .isZero();
            assertThat(caller.media(new byte[160]).nextAudio()).hasSize(160);
            caller.close();
            assertThat(caller.closing()).isEqualTo("1000 caller_hung_up");
        }
    }

    private static void assertRefusal(WebSocketHandshakeException refused) {
        assertThat(refused.getResponse().statusCode()).isEqualTo(503);
        assertThat(refused.getResponse().headers().firstValue("Retry-After")).contains("5");
    }

    private static String webhook(HttpClient client, VoiceServer server) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(server.uri().resolve("/twilio/voice"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("CallSid=CA2"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
