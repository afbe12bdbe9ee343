/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.EchoFigures;
import dev.sidetone.bench.load.call.CallerRole;
import dev.sidetone.bench.load.call.LoadSnapshot;
import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.TestServers;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Load on the real server: by the webhook and directly, up to its limit. */
@Tag("system")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class LoadSystemTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static LoadReport run(LoadRequest request) {
        CallerRole role =
                request.scenario().echoes()
                        ? CallerRole.echo(request.seed())
                        : CallerRole.idle(request.playoutDepthMs(), request.quietS());
        return new LoadRun(request, role, _ -> {}).measure(null);
    }

    private static URI media(VoiceServer server) {
        return URI.create(server.uri().toString().replace("http", "ws") + "/twilio/media");
    }

    @Test
    void shouldCarryFiftyEchoesWithoutLosingAFrame() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of("TWILIO_AUTH_TOKEN", SECRET))) {
            URI voice = URI.create(server.uri() + "/twilio/voice");
            LoadReport report = run(TestRequests.of(voice, Scenario.ECHO, 50, 5, SECRET));
            assertThat(report.end().failures()).isEmpty();
            assertThat(report.end().calls()).isEqualTo(new LoadSnapshot.Calls(50, 0, 50, 0, 0));
            LoadSnapshot.Frames frames = report.end().frames();
            assertThat(frames.echo()).isEqualTo(new EchoFigures(0, 0, 0, 0));
            assertThat(frames.received()).isEqualTo(frames.sent());
            assertThat(frames.warnings()).isZero();
            assertThat(report.latency().count())
                    .isBetween(TestRequests.fewestFrames(report), 50 * 250 + 50);
            assertThat(report.succeeded()).isTrue();
        }
    }

    @Test
    void shouldCountCallsThatTheServerRefusesApartFromThoseThatFail() throws Exception {
        try (VoiceServer server =
                TestServers.launch(
                        Map.of("SIDETONE_LIMITS_MAX_CALLS", "3", "SIDETONE_WORKERS", "1"))) {
            URI voice = URI.create(server.uri() + "/twilio/voice");
            LoadReport byWebhook = run(TestRequests.of(voice, Scenario.ECHO, 8, 1, null));
            assertThat(byWebhook.end().calls()).isEqualTo(new LoadSnapshot.Calls(8, 0, 3, 0, 5));
            LoadReport directly = run(TestRequests.of(media(server), Scenario.ECHO, 8, 1, null));
            assertThat(directly.end().calls()).isEqualTo(new LoadSnapshot.Calls(8, 0, 3, 0, 5));
        }
    }

    @Test
    void shouldFailWhenNobodyAnswers() {
        LoadReport report =
                run(TestRequests.of(URI.create("ws://127.0.0.1:1/"), Scenario.ECHO, 2, 1, null));
        assertThat(report.end().calls()).isEqualTo(new LoadSnapshot.Calls(2, 0, 0, 2, 0));
        assertThat(report.succeeded()).isFalse();
    }

    @Test
    void shouldKeepCallsArrivingWhileOthersEnd() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of())) {
            LoadReport report = run(TestRequests.of(media(server), Scenario.CHURN, 12, 4, null));
            LoadSnapshot.Calls calls = report.end().calls();
            assertThat(report.end().failures()).isEmpty();
            assertThat(calls.attempted()).isEqualTo(84);
            assertThat(calls.completed()).isEqualTo(84);
            assertThat(report.end().frames().echo().faithful()).isTrue();
        }
    }

    @Test
    void shouldStayOnTheLineInSilence() throws Exception {
        try (VoiceServer server = TestServers.launch(Map.of())) {
            LoadReport report = run(TestRequests.of(media(server), Scenario.IDLE, 5, 1, null));
            assertThat(report.end().calls()).isEqualTo(new LoadSnapshot.Calls(5, 0, 5, 0, 0));
            assertThat(report.end().frames().sent()).isGreaterThan(5 * 50);
        }
    }
}
