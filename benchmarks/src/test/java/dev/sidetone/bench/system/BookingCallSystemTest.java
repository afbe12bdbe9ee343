/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.bench.demo.BookingWish;
import dev.sidetone.bench.demo.BookingsService;
import dev.sidetone.bench.report.CallOutcome;
import dev.sidetone.bench.report.Check;
import dev.sidetone.bench.report.Percentiles;
import dev.sidetone.bench.report.RunReport;
import dev.sidetone.bench.report.SelfFacts;
import dev.sidetone.bench.script.CallerScript;
import dev.sidetone.bench.script.CallerStep;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The main job, and the two ways to a person. The calls run side by side, each test judges one. */
@Tag("system")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // filled before any test
final class BookingCallSystemTest {

    private static final BookingWish WISH = new BookingWish("thursday", 14, 30, "5550142");
    private static final int INTERRUPTING = 2;
    private static final int MAX_DIFFERENCE_MS = 30;
    private static final int MAX_STOP_MS = 400;
    private static final CallerStep WAIT = new CallerStep.AwaitAgent(600, 15_000, true);
    private static final Pattern NOT_UNDERSTOOD = Pattern.compile("did not get that");
    private static final String PERSON = "Dial: +15550123";

    private CallOutcome booking;
    private CallOutcome byWord;
    private CallOutcome byKey;
    private CallOutcome humming;
    private List<TurnRecord> serverTurns;
    private List<BookingsService.Booking> bookings;
    private String bookingCall;
    private String wordCall;
    private String keyCall;
    private String metrics;
    private SelfFacts self;

    @BeforeAll
    @Timeout(value = 240, unit = TimeUnit.SECONDS)
    void ring(@TempDir Path folder) throws Exception {
        Scripts scripts = new Scripts();
        try (BookingsService service = new BookingsService();
                FrontDesk desk =
                        FrontDesk.open(
                                folder,
                                Map.of(
                                        "SIDETONE_BOOKINGS_URL", service.url().toString(),
                                        "SIDETONE_AFTER_STREAM_VERB", "dial",
                                        "SIDETONE_AFTER_STREAM_VALUE", "+15550123"))) {
            List<CallOutcome> calls =
                    desk.ringAll(
                            List.of(
                                    scripts.demo(WISH),
                                    scripts.read(
                                            """
                                            steps:
                                              - wait-for-agent
                                              - say: operator
                                              - wait-for-agent
                                              - expect: (?i)connect you with a person
                                              - wait-for-hangup
                                            """,
                                            Map.of()),
                                    scripts.read(
                                            """
                                            steps:
                                              - wait-for-agent
                                              - dtmf: "0"
                                              - wait-for-agent
                                              - expect: (?i)connect you with a person
                                              - wait-for-hangup
                                            """,
                                            Map.of()),
                                    new CallerScript(
                                            List.of(
                                                    WAIT,
                                                    new CallerStep.Speak(Scripts.hum()),
                                                    WAIT,
                                                    new CallerStep.Expect(NOT_UNDERSTOOD)))));
            humming = calls.get(3);
            booking = calls.get(0);
            byWord = calls.get(1);
            byKey = calls.get(2);
            bookings = service.bookings();
            serverTurns = desk.serverTurns(booking);
            bookingCall = ended(desk, booking);
            wordCall = ended(desk, byWord);
            keyCall = ended(desk, byKey);
            metrics = desk.metricsAtRest();
            self = desk.self();
        }
    }

    private static String ended(FrontDesk desk, CallOutcome call) throws Exception {
        return desk.await("/v1/calls/" + call.call().callSid(), body -> body.contains("\"ended\""));
    }

    @Test
    void shouldBookExactlyWhatTheCallerAsksForAndOnlyOnce() {
        assertThat(booking.call().failure()).isEmpty();
        assertThat(booking.checks()).allMatch(Check::held);
        Check booked = WISH.judge(bookings);
        assertThat(booked.held()).as(booked.detail()).isTrue();
    }

    @Test
    void shouldEndTheStreamAfterGoodbye() {
        assertThat(booking.call().endedByServer()).isTrue();
        assertThat(bookingCall).contains("\"result\":\"success\"", "\"agent_hung_up\"");
    }

    @Test
    void shouldStopSpeakingWhenInterruptedOnce() {
        List<Integer> interrupting =
                booking.call().turns().stream()
                        .filter(TurnFigures::bargedIn)
                        .map(figures -> figures.turn().number())
                        .toList();
        assertThat(interrupting).containsExactly(INTERRUPTING);
        assertThat(booking.call().counts().clears()).isEqualTo(1);
        assertThat(booking.call().turns()).allMatch(figures -> figures.staleMs() == 0);
        TurnRecord turn = serverTurns.get(INTERRUPTING);
        assertThat(turn.bargedIn()).isTrue();
        assertThat(turn.bargeInClearMs()).isPositive();
        assertThat(serverTurns).filteredOn(TurnRecord::bargedIn).hasSize(1);
        System.out.printf(
                "barge-in: cleared after %.0f ms, silent after %.0f ms%n",
                turn.bargeInClearMs(), booking.turns().get(INTERRUPTING).bargeInStopMs());
    }

    @Test
    void shouldKeepOfWhatItSaidOnlyWhatWasHeard() {
        assertThat(serverTurns).hasSameSizeAs(booking.turns());
        for (TurnRecord turn : serverTurns) {
            String said = Objects.requireNonNull(turn.agentText());
            String heard = Objects.requireNonNull(turn.agentTextHeard());
            if (turn.turn() == INTERRUPTING - 1) {
                assertThat(said).startsWith(heard);
                assertThat(heard.length()).isLessThan(said.length());
            } else {
                assertThat(heard).isEqualTo(said);
            }
        }
    }

    @Test
    void shouldTellOfEveryAnswerWhereItsTimeWent() {
        for (TurnRecord turn : booking.turns()) {
            if (turn.mrlMs() == null) {
                continue;
            }
            double parts =
                    List.of(
                                    Objects.requireNonNull(turn.endpointingMs()),
                                    Objects.requireNonNull(turn.sttFinalMs()),
                                    Objects.requireNonNull(turn.llmFirstTokenMs()),
                                    Objects.requireNonNull(turn.firstSentenceMs()),
                                    Objects.requireNonNull(turn.ttsFirstAudioMs()),
                                    Objects.requireNonNull(turn.egressMs()))
                            .stream()
                            .mapToDouble(Double::doubleValue)
                            .sum();
            assertThat(parts).isCloseTo(Objects.requireNonNull(turn.serverMrlMs()), within(0.01));
            System.out.printf(
                    "turn %d: mouth to ear %.0f ms, server %.0f ms%n",
                    turn.turn(), turn.mrlMs(), turn.serverMrlMs());
        }
    }

    /** The two clocks must agree, wherever the caller's own can be believed. */
    @Test
    void shouldEstimateWhatTheCallerMeasuresAndStopInTimeAsFarAsTheCallerItselfWasOnTime() {
        Percentiles difference =
                Percentiles.of(
                        booking.turns().stream()
                                .map(RunReport::serverDiffMs)
                                .filter(Objects::nonNull)
                                .map(ms -> Math.abs(Objects.requireNonNull(ms)))
                                .toList());
        Double stopMs = booking.turns().get(INTERRUPTING).bargeInStopMs();
        System.out.printf(
                "server's estimate off by %s ms, silent after %s ms, caller late by %.2f ms at p99%n",
                difference.p95(), stopMs, self.lateSendsP99Ms());
        assertThat(difference.count()).isGreaterThan(3);
        assertThat(stopMs).isPositive();
        if (self.valid()) {
            assertThat(difference.p95()).isLessThanOrEqualTo(MAX_DIFFERENCE_MS);
            assertThat(stopMs).isLessThanOrEqualTo(MAX_STOP_MS);
        } else {
            System.out.println("the caller was late itself: its figures are not judged");
        }
    }

    @Test
    void shouldSayThatItDidNotUnderstandAndCountIt() {
        assertThat(humming.call().failure()).isEmpty();
        assertThat(humming.checks()).allMatch(Check::held);
        assertThat(FrontDesk.counter(metrics, "turns_unclear")).isEqualTo(1);
    }

    @Test
    void shouldCountWhatItDid() {
        assertThat(FrontDesk.counter(metrics, "handovers")).isEqualTo(2);
        assertThat(FrontDesk.counter(metrics, "barge_ins")).isEqualTo(1);
        assertThat(FrontDesk.counter(metrics, "clears_sent")).isEqualTo(1);
        long echoed =
                List.of(booking, byWord, byKey, humming).stream()
                        .mapToLong(call -> call.call().counts().marks())
                        .sum();
        assertThat(echoed).isPositive();
        assertThat(FrontDesk.counter(metrics, "marks_sent")).isGreaterThanOrEqualTo(echoed);
    }

    @Test
    void shouldHandTheCallerOverWhenAskedInWords() {
        expectHandedOver(byWord, wordCall);
    }

    @Test
    void shouldHandTheCallerOverByKeyZero() {
        expectHandedOver(byKey, keyCall);
    }

    private static void expectHandedOver(CallOutcome call, String serverView) {
        assertThat(call.call().failure()).isEmpty();
        assertThat(call.checks()).allMatch(Check::held);
        assertThat(call.call().endedByServer()).isTrue();
        assertThat(call.nextVerb()).isEqualTo(PERSON);
        assertThat(serverView).contains("\"result\":\"success\"", "\"handed_over\"");
    }
}
