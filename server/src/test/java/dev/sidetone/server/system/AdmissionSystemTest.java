/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.LaunchException;
import dev.sidetone.server.Surroundings;
import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.io.IoTransport;
import dev.sidetone.server.testing.EchoingCall;
import dev.sidetone.server.testing.Http;
import dev.sidetone.server.testing.MediaSocket;
import dev.sidetone.server.testing.SetClock;
import dev.sidetone.server.testing.TestServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in: capacity, signatures, tokens, drain. */
@Tag("system")
@Timeout(60)
final class AdmissionSystemTest {
    private static final Map<String, String> ONE_PLACE =
            Map.of("SIDETONE_WORKERS", "1", "SIDETONE_LIMITS_MAX_CALLS", "1");
    private static final Map<String, String> TWO_PLACES =
            Map.of("SIDETONE_WORKERS", "1", "SIDETONE_LIMITS_MAX_CALLS", "2");
    private static final String BESIDE_SIGNATURE = "GuWhINctCzv5Xj005VvsfnMmsYs=";
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void shouldApologiseAtTheWebhookAndRefuseTheUpgradeWhenFull() throws Exception {
        try (VoiceServer server = TestServers.launch(ONE_PLACE)) {
            EchoingCall beside = EchoingCall.open(client, server.uri());
            beside.speak(5);
            assertThat(webhook(server, "", "CA2").body())
                    .contains("<Say>")
                    .contains("<Hangup/>")
                    .doesNotContain("<Stream");
            assertThatThrownBy(() -> MediaSocket.open(client, server.uri(), "2"))
                    .cause()
                    .isInstanceOf(WebSocketHandshakeException.class)
                    .satisfies(cause -> {
                        HttpResponse<?> refusal =
                                ((WebSocketHandshakeException) cause).getResponse();
                        assertThat(refusal.statusCode()).isEqualTo(503);
                        assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
                    });
            awaitMetric(server, "sidetone_admission_refused_webhook_total 1");
            awaitMetric(server, "sidetone_admission_refused_upgrade_total 1");
            beside.hangUp();
        }
    }

    @Test
    void shouldKeepThePlaceOfTheWebhookForTheCallWithItsTokenAndUseItOnce() throws Exception {
        try (VoiceServer server = TestServers.launch(TWO_PLACES)) {
            EchoingCall beside = EchoingCall.open(client, server.uri());
            beside.speak(5);
            String token = token(webhook(server, "", "CA1"));
            MediaSocket uninvited = MediaSocket.open(client, server.uri(), "9").start();
            assertThat(uninvited.closing()).startsWith("1013 no_capacity");
            Http.awaitEnding(client, server, Termination.Reason.NO_CAPACITY);
            MediaSocket caller =
                    MediaSocket.open(client, server.uri(), "1")
                            .start(withToken(token))
                            .media(new byte[160]);
            assertThat(caller.nextAudio()).hasSize(160);
            caller.close();
            assertThat(caller.closing()).startsWith("1000");
            MediaSocket replay =
                    MediaSocket.open(client, server.uri(), "1").start(withToken(token));
            assertThat(replay.closing()).startsWith("1008 token_invalid");
            awaitMetric(server, "sidetone_token_invalid_total 1");
            beside.hangUp();
        }
    }

    @Test
    void shouldRefuseByTheAgentsOwnLimit() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of(), 1)) {
            EchoingCall beside = EchoingCall.open(client, server.uri());
            beside.speak(5);
            assertThat(webhook(server, "", "CA2").body())
                    .contains("<Say>")
                    .doesNotContain("<Stream");
            assertThat(MediaSocket.open(client, server.uri(), "2").start().closing())
                    .startsWith("1013 agent_busy");
            awaitMetric(server, "sidetone_admission_refused_agent_total 2");
            beside.hangUp();
        }
    }

    @Test
    void shouldTakeSignedWebhooksAndTheirTokensOnlyOnceASecretIsConfigured() throws Exception {
        Map<String, String> secret =
                Map.of(
                        "TWILIO_AUTH_TOKEN",
                        "12345",
                        "SIDETONE_PUBLIC_URL",
                        "https://mycompany.com",
                        "SIDETONE_CARRIERS_TWILIO_TOKEN_VALIDITY",
                        "1s");
        SetClock clock = new SetClock();
        Surroundings surroundings = new Surroundings(clock, IoTransport.best());
        try (VoiceServer server = TestServers.launch(secret, Integer.MAX_VALUE, surroundings)) {
            // Signatures: HMAC-SHA1 over "https://mycompany.com/twilio/voiceCallSid…" with openssl
            String invited = token(webhook(server, BESIDE_SIGNATURE, "CAbeside"));
            EchoingCall beside =
                    EchoingCall.open(client, server.uri(), "beside", withToken(invited));
            beside.speak(5);
            HttpResponse<String> unsigned = webhook(server, "", "CA1");
            assertThat(unsigned.statusCode()).isEqualTo(403);
            assertThat(unsigned.headers().firstValue("content-type"))
                    .contains("application/problem+json");
            awaitMetric(server, "sidetone_signature_refused_total 1");
            HttpResponse<String> signed = webhook(server, "fvkHwXhqbTetsaIZVklGT22lpCc=", "CA1");
            assertThat(signed.statusCode()).isEqualTo(200);
            assertThat(signed.body()).contains("<Stream url=\"wss://mycompany.com/twilio/media\">");
            assertThat(MediaSocket.open(client, server.uri(), "1").start().closing())
                    .startsWith("1008 token_missing");
            awaitMetric(server, "sidetone_token_missing_total 1");
            String token = token(signed);
            MediaSocket caller = MediaSocket.open(client, server.uri(), "1");
            clock.advance(Duration.ofMillis(1001));
            assertThat(caller.start(withToken(token)).closing()).startsWith("1008 token_stale");
            awaitMetric(server, "sidetone_token_stale_total 1");
            beside.hangUp();
        }
    }

    @Test
    void shouldLetRunningCallsEndAndAdmitNobodyWhileItDrains() throws Exception {
        VoiceServer server = TestServers.launch(Map.of("SIDETONE_DRAIN_TIME", "20s"));
        MediaSocket caller =
                MediaSocket.open(client, server.uri(), "1").start().media(new byte[160]);
        caller.nextAudio();
        URI ready = server.uri().resolve("/readyz");
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
        while (get(ready).statusCode() != 503) {
            Thread.onSpinWait();
        }
        assertThat(webhook(server, "", "CA2").body()).doesNotContain("<Stream");
        caller.media(new byte[160]);
        assertThat(caller.nextAudio()).as("the running call goes on").hasSize(160);
        caller.close();
        assertThat(caller.closing()).isEqualTo("1000 caller_hung_up");
        closing.join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "dedicated"})
    void shouldEndAsDrainedWhatOutlivesTheDrainTime(String mode) throws Exception {
        VoiceServer server =
                TestServers.launch(Map.of("SIDETONE_DRAIN_TIME", "100ms", "SIDETONE_MODE", mode));
        MediaSocket caller =
                MediaSocket.open(client, server.uri(), "1").start().media(new byte[160]);
        caller.nextAudio();
        server.close();
        assertThat(caller.closing()).startsWith("1001 drained");
    }

    @Test
    void shouldSayThatThePortIsTaken() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of())) {
            String port = Integer.toString(server.uri().getPort());
            assertThatThrownBy(() -> TestServers.launch(Map.of("SIDETONE_PORT", port)))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("127.0.0.1:" + port);
        }
    }

    private HttpResponse<String> webhook(VoiceServer server, String signature, String callSid)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.uri().resolve("/twilio/voice"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Twilio-Signature", signature)
                        .POST(HttpRequest.BodyPublishers.ofString("CallSid=" + callSid))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(URI uri) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void awaitMetric(VoiceServer server, String line) throws Exception {
        Http.awaitMetric(client, server, line);
    }

    private static String withToken(String token) {
        return "\"agent\":\"echo\",\"token\":\"" + token + "\"";
    }

    private static String token(HttpResponse<String> twiml) {
        Matcher token = TOKEN.matcher(twiml.body());
        assertThat(token.find()).as(twiml.body()).isTrue();
        return token.group(1);
    }
}
