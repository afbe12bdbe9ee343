/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.Surroundings;
import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.EchoingCall;
import dev.sidetone.server.testing.Http;
import dev.sidetone.server.testing.MediaSocket;
import dev.sidetone.server.testing.SetClock;
import dev.sidetone.server.testing.TestServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The wall clock is set while calls run: dates follow it, and nothing else does. */
@Tag("system")
@Timeout(60)
final class ClockStepSystemTest {
    private static final Pattern TOKEN =
            Pattern.compile("<Parameter name=\"token\" value=\"([^\"]+)\"");
    private static final Pattern DURATION = Pattern.compile("\"duration_ms\":(-?\\d+)");
    private static final Duration YEAR = Duration.ofDays(365);

    private final HttpClient client = HttpClient.newHttpClient();
    private final SetClock wall = new SetClock();

    @AfterEach
    void closeClient() {
        client.close();
    }

    private VoiceServer server(Map<String, String> environment) throws Exception {
        return TestServers.launch(environment, Integer.MAX_VALUE, Surroundings.ofThisProcess(wall));
    }

    @Test
    void shouldTakeAnInvitedCallAndLoseNothingOfThoseThatRun() throws Exception {
        try (VoiceServer server = server(Map.of())) {
            EchoingCall beside = EchoingCall.open(client, server.uri());
            beside.speak(5);
            Duration step = YEAR;
            for (String sid : new String[] {"forth", "back", "forthagain"}) {
                String invited = invitation(server, sid);
                wall.advance(step);
                step = step.multipliedBy(-2);
                MediaSocket call =
                        MediaSocket.open(client, server.uri(), sid)
                                .start("\"agent\":\"echo\",\"token\":\"" + invited + "\"");
                assertThat(call.media(new byte[160]).nextAudio()).hasSize(160);
                beside.speak(5);
                beside.hear();
                wall.advance(step);
                call.close();
                assertThat(call.closing()).as(sid).isEqualTo("1000 caller_hung_up");
                assertThat(durationMs(server, "CA" + sid)).isBetween(0L, 60_000L);
                assertThat(Http.get(client, server.uri().resolve("/readyz")).statusCode())
                        .isEqualTo(200);
            }
            assertThat(Http.get(client, server.uri().resolve("/v1/calls")).body())
                    .contains("CAforth", "CAback", "CAforthagain");
            beside.hangUp();
        }
    }

    @Test
    void shouldGiveAReservedPlaceBackInTimeThoughTheClockWasSetBack() throws Exception {
        Map<String, String> onePlace =
                Map.of(
                        "SIDETONE_WORKERS",
                        "1",
                        "SIDETONE_LIMITS_MAX_CALLS",
                        "1",
                        "SIDETONE_CARRIERS_TWILIO_TOKEN_VALIDITY",
                        "1s");
        try (VoiceServer server = server(onePlace)) {
            invitation(server, "neverComes");
            wall.advance(YEAR.negated());
            while (!webhook(server, "next").contains("<Stream")) {
                Thread.onSpinWait();
            }
            assertThat(Http.metric(client, server, "sidetone_reservations_expired_total"))
                    .isEqualTo(1);
        }
    }

    private String invitation(VoiceServer server, String sid) throws Exception {
        Matcher token = TOKEN.matcher(webhook(server, sid));
        assertThat(token.find()).as("invited").isTrue();
        return token.group(1);
    }

    private String webhook(VoiceServer server, String sid) throws Exception {
        URI voice = server.uri().resolve("/twilio/voice?agent=echo");
        HttpResponse<String> answer =
                Http.send(
                        client,
                        HttpRequest.newBuilder(voice)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("CallSid=CA" + sid)));
        return answer.body();
    }

    private long durationMs(VoiceServer server, String id) throws Exception {
        URI call = server.uri().resolve("/v1/calls/" + id);
        while (true) {
            Matcher duration = DURATION.matcher(Http.get(client, call).body());
            if (duration.find()) {
                return Long.parseLong(duration.group(1));
            }
        }
    }
}
