/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.EchoFigures;
import dev.sidetone.bench.load.call.BadFigures;
import dev.sidetone.bench.load.call.BadKind;
import dev.sidetone.bench.load.call.CallerRole;
import dev.sidetone.bench.load.call.LoadSnapshot;
import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.testing.TestServers;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bad callers of every kind on the real server, beside good ones who notice nothing. */
@Tag("system")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class BadCallersSystemTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final int GOOD = 50;
    private static final int ALL = 60;
    private static final double PERCENT = 16.7;

    /** As short as a busy machine allows; the server's own are 10 s. */
    private static final Map<String, String> SHORT_LIMITS =
            Map.of(
                    "SIDETONE_CARRIERS_TWILIO_START_TIMEOUT", "3s",
                    "SIDETONE_LIMITS_REQUEST_TIMEOUT", "3s",
                    // other tests may share the machine
                    "SIDETONE_LIMITS_BUSY_PERCENT", "0");

    private static LoadReport run(URI target, int seconds, @Nullable String token) {
        LoadRequest request =
                TestRequests.withBad(
                        TestRequests.of(target, Scenario.ECHO, ALL, seconds, token), PERCENT);
        return new LoadRun(request, CallerRole.echo(request.seed()), _ -> {}).measure(null);
    }

    @Test
    void shouldEndEveryBadCallByItsOwnReasonWhileNobodyElseMissesAFrame() throws Exception {
        try (VoiceServer server = TestServers.launch(SHORT_LIMITS)) {
            URI media = URI.create(server.uri().toString().replace("http", "ws") + "/twilio/media");
            LoadReport report = run(media, 5, null);
            assertGoodCallersNoticedNothing(report);
            Map<BadKind, BadFigures> bad = ofAllKinds(report);
            assertHow(bad, BadKind.BAD_BASE64, "close 1007 malformed");
            assertHow(bad, BadKind.WRONG_STREAM, "close 1002 wrong_stream");
            assertHow(bad, BadKind.OVERSIZED, "close 1009 oversized");
            assertHow(bad, BadKind.SLOW_HANDSHAKE, "connection ended");
            assertHow(bad, BadKind.HALF_CLOSED, "connection ended");
            assertHow(bad, BadKind.GARBAGE, "close 1002 malformed");
            assertHow(bad, BadKind.NO_START, "close 1008 no_start");
            assertThat(report.serverCounts()).isEqualTo(expected(bad));
            assertThat(report.succeeded()).isTrue();
        }
    }

    @Test
    void shouldReachTheMediaSocketByTheWebhookWhereThereIsOne() throws Exception {
        Map<String, String> environment = new HashMap<>(SHORT_LIMITS);
        environment.put("TWILIO_AUTH_TOKEN", SECRET);
        try (VoiceServer server = TestServers.launch(environment)) {
            LoadReport report = run(URI.create(server.uri() + "/twilio/voice"), 2, SECRET);
            assertGoodCallersNoticedNothing(report);
            Map<BadKind, BadFigures> bad = ofAllKinds(report);
            assertHow(bad, BadKind.BAD_BASE64, "close 1007 malformed");
            assertHow(bad, BadKind.NO_START, "close 1008 no_start");
            assertThat(report.serverCounts())
                    .containsEntry(
                            "terminations.no_start", (long) of(bad, BadKind.NO_START).begun());
            assertThat(report.succeeded()).isTrue();
        }
    }

    private static void assertGoodCallersNoticedNothing(LoadReport report) {
        assertThat(report.end().failures()).isEmpty();
        assertThat(report.end().calls()).isEqualTo(new LoadSnapshot.Calls(GOOD, 0, GOOD, 0, 0));
        LoadSnapshot.Frames frames = report.end().frames();
        assertThat(frames.echo()).isEqualTo(new EchoFigures(0, 0, 0, 0));
        assertThat(frames.received()).isEqualTo(frames.sent());
        assertThat(frames.warnings()).isZero();
    }

    private static Map<BadKind, BadFigures> ofAllKinds(LoadReport report) {
        Map<BadKind, BadFigures> kinds =
                report.end().bad().stream()
                        .collect(Collectors.toMap(BadFigures::kind, Function.identity()));
        assertThat(kinds).containsOnlyKeys(BadKind.values());
        return kinds;
    }

    private static void assertHow(Map<BadKind, BadFigures> bad, BadKind kind, String how) {
        BadFigures figures = of(bad, kind);
        assertThat(figures.begun()).as("%s", kind).isGreaterThan(1);
        assertThat(figures.ends()).as("%s", kind).isEqualTo(Map.of(how, figures.begun()));
        assertThat(figures.ended()).isEqualTo(figures.begun());
        assertThat(figures.took().count()).isEqualTo(figures.begun());
    }

    private static BadFigures of(Map<BadKind, BadFigures> bad, BadKind kind) {
        return Objects.requireNonNull(bad.get(kind));
    }

    /** Each kind has a counter of its own and a reason; nothing else was counted. */
    private static Map<String, Long> expected(Map<BadKind, BadFigures> bad) {
        long base64 = of(bad, BadKind.BAD_BASE64).begun();
        long stream = of(bad, BadKind.WRONG_STREAM).begun();
        long oversized = of(bad, BadKind.OVERSIZED).begun();
        long slow = of(bad, BadKind.SLOW_HANDSHAKE).begun();
        long halfClosed = of(bad, BadKind.HALF_CLOSED).begun();
        long garbage = of(bad, BadKind.GARBAGE).begun();
        long noStart = of(bad, BadKind.NO_START).begun();
        return Map.ofEntries(
                Map.entry("message_bad_base64", base64),
                Map.entry("message_wrong_stream", stream),
                Map.entry("message_oversized", oversized),
                Map.entry("message_not_json", garbage),
                Map.entry("connections_timed_out", slow),
                Map.entry("connection_lost", halfClosed),
                Map.entry("no_start", noStart),
                Map.entry("terminations.malformed", base64 + garbage),
                Map.entry("terminations.wrong_stream", stream),
                Map.entry("terminations.oversized", oversized),
                Map.entry("terminations.connection_lost", halfClosed),
                Map.entry("terminations.no_start", noStart),
                Map.entry("terminations.caller_hung_up", (long) GOOD));
    }
}
