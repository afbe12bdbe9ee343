/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.EchoFigures;
import dev.sidetone.bench.demo.BookingWish;
import dev.sidetone.bench.report.CallOutcome;
import dev.sidetone.bench.report.Check;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bookings service in every kind of trouble, and what callers are told: never that they are
 * booked when nobody said so. All calls run side by side, a healthy one among them.
 */
@Tag("system")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ToolTroubleSystemTest {

    /** The agent's file says: two attempts of three seconds. */
    private static final int TOOL_MS = 6500;

    private static final int SHORT_MS = 2500;

    /** From before the first booking is asked for until after the slowest attempt is given up. */
    private static final int ECHO_MS = 40_000;

    private static final String BOOKED = "you are booked";
    private static final String NOT_CONFIRMED = "could not confirm";

    private final Map<Trouble, CallOutcome> calls = new EnumMap<>(Trouble.class);
    private Map<String, List<TroubledBookings.Request>> requests = Map.of();
    private List<Map<String, String>> booked = List.of();
    private String metrics = "";
    private @Nullable CallOutcome echo;

    /** What is wrong with the service for a call, told apart by the caller's number. */
    private enum Trouble {
        NONE(9, "5550100"),
        HANGS(10, "5550111"),
        BOOKS_THEN_500_ONCE(11, "5550122"),
        ALWAYS_500(12, "5550133"),
        GARBAGE(13, "5550144"),
        REFUSES(14, "5550155");

        final int hour;
        final String number;

        Trouble(int hour, String number) {
            this.hour = hour;
            this.number = number;
        }

        BookingWish wish() {
            return new BookingWish("tuesday", hour, 0, number);
        }
    }

    @BeforeAll
    @Timeout(value = 240, unit = TimeUnit.SECONDS)
    void ring(@TempDir Path folder) throws Exception {
        Scripts scripts = new Scripts();
        try (TroubledBookings service =
                new TroubledBookings(
                        Map.of(
                                Trouble.HANGS.number, TroubledBookings.Mood.HANG,
                                Trouble.BOOKS_THEN_500_ONCE.number,
                                        TroubledBookings.Mood.BOOK_THEN_FAIL_ONCE,
                                Trouble.ALWAYS_500.number, TroubledBookings.Mood.FAIL,
                                Trouble.GARBAGE.number, TroubledBookings.Mood.GARBAGE))) {
            writeAgentWithDeadService(folder);
            try (FrontDesk desk =
                    FrontDesk.open(
                            folder,
                            Map.of(
                                    "SIDETONE_BOOKINGS_URL", service.url().toString(),
                                    "SIDETONE_AGENTS_DIR", folder.toString()))) {
                Map<Trouble, Future<CallOutcome>> ringing = new EnumMap<>(Trouble.class);
                for (Trouble trouble : Trouble.values()) {
                    boolean good =
                            trouble == Trouble.NONE || trouble == Trouble.BOOKS_THEN_500_ONCE;
                    ringing.put(
                            trouble,
                            desk.ring(
                                    trouble == Trouble.REFUSES ? "dead-desk" : null,
                                    scripts.bookingAndListen(
                                            trouble.wish(),
                                            trouble == Trouble.HANGS ? TOOL_MS : SHORT_MS,
                                            good ? BOOKED : NOT_CONFIRMED)));
                }
                Future<CallOutcome> echoing = desk.ring("echo", scripts.listen(ECHO_MS));
                for (Map.Entry<Trouble, Future<CallOutcome>> call : ringing.entrySet()) {
                    calls.put(call.getKey(), call.getValue().get());
                }
                echo = echoing.get();
                metrics = desk.metricsAtRest();
            }
            requests = service.requests();
            booked = service.bookings();
        }
        calls.forEach(ToolTroubleSystemTest::tell);
    }

    private static void tell(Trouble trouble, CallOutcome call) {
        System.out.printf("%s: %s%n", trouble, call.turns().getLast().agentText());
        if (!call.succeeded()) {
            call.turns()
                    .forEach(turn ->
                            System.out.printf("  %s -> %s%n", turn.callerText(), turn.agentText()));
        }
    }

    /** The front desk once more, its tool at a port where nothing listens. */
    private static void writeAgentWithDeadService(Path folder) throws Exception {
        String yaml;
        try (var stream =
                ToolTroubleSystemTest.class.getResourceAsStream("/agents/front-desk.yaml")) {
            yaml =
                    new String(
                            Objects.requireNonNull(stream).readAllBytes(),
                            java.nio.charset.StandardCharsets.UTF_8);
        }
        String dead =
                yaml.replace("name: front-desk", "name: dead-desk")
                        .replaceAll(
                                "url: \\S+",
                                "url: http://127.0.0.1:"
                                        + TroubledBookings.deadPort()
                                        + "/bookings");
        assertThat(dead).contains("name: dead-desk").doesNotContain("SIDETONE_BOOKINGS_URL");
        Files.writeString(folder.resolve("dead-desk.yaml"), dead);
    }

    @Test
    void shouldBookTheHealthyCallBesideTheTroubledOnes() {
        expectBooked(Trouble.NONE);
        assertThat(requests.get(Trouble.NONE.number)).hasSize(1);
    }

    @Test
    void shouldBookOnceWhenTheServiceBooksButAnswers500() {
        expectBooked(Trouble.BOOKS_THEN_500_ONCE);
        List<TroubledBookings.Request> asked =
                Objects.requireNonNull(requests.get(Trouble.BOOKS_THEN_500_ONCE.number));
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0).key()).isNotBlank().isEqualTo(asked.get(1).key());
        assertThat(asked.get(0).body()).isEqualTo(asked.get(1).body());
    }

    @Test
    void shouldNotClaimABookingWhenTheServiceHangs() {
        expectNotConfirmed(Trouble.HANGS);
    }

    @Test
    void shouldNotClaimABookingWhenTheServiceAlwaysAnswers500() {
        expectNotConfirmed(Trouble.ALWAYS_500);
    }

    @Test
    void shouldNotClaimABookingWhenTheServiceAnswersGarbage() {
        expectNotConfirmed(Trouble.GARBAGE);
    }

    @Test
    void shouldNotClaimABookingWhenNothingListensAtTheService() {
        expectNotConfirmed(Trouble.REFUSES);
    }

    @Test
    void shouldCountEveryKindOfTrouble() {
        assertThat(FrontDesk.counter(metrics, "tool_ok")).isEqualTo(2);
        assertThat(FrontDesk.counter(metrics, "tool_timed_out")).isEqualTo(1);
        assertThat(FrontDesk.counter(metrics, "tool_refused")).isEqualTo(1);
        assertThat(FrontDesk.counter(metrics, "tool_garbled")).isEqualTo(1);
        assertThat(FrontDesk.counter(metrics, "tool_unreachable")).isEqualTo(1);
    }

    @Test
    void shouldLoseNoFrameOfAnEchoBesideTheTroubledCalls() {
        CallOutcome beside = Objects.requireNonNull(echo);
        assertThat(beside.call().failure()).isEmpty();
        assertThat(beside.call().counts().echo()).isEqualTo(new EchoFigures(0, 0, 0, 0));
        assertThat(beside.call().counts().framesReceived()).isPositive();
    }

    private void expectBooked(Trouble trouble) {
        expectAsScripted(trouble);
        assertThat(booked)
                .filteredOn(fields -> trouble.number.equals(fields.get("number")))
                .hasSize(1);
    }

    private void expectNotConfirmed(Trouble trouble) {
        expectAsScripted(trouble);
        assertThat(call(trouble).turns())
                .extracting(TurnRecord::agentText)
                .noneMatch(said ->
                        said != null && said.toLowerCase(java.util.Locale.ROOT).contains(BOOKED));
        assertThat(booked).noneMatch(fields -> trouble.number.equals(fields.get("number")));
    }

    private void expectAsScripted(Trouble trouble) {
        assertThat(call(trouble).call().failure()).isEmpty();
        assertThat(call(trouble).checks()).allMatch(Check::held);
    }

    private CallOutcome call(Trouble trouble) {
        return Objects.requireNonNull(calls.get(trouble));
    }
}
