/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.demo.BookingWish;
import dev.sidetone.bench.demo.BookingsService;
import dev.sidetone.bench.report.CallOutcome;
import dev.sidetone.bench.report.Check;
import dev.sidetone.bench.report.Percentiles;
import dev.sidetone.bench.script.CallerScript;
import dev.sidetone.bench.script.CallerStep;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten callers at once, each with a wish of its own, in five wordings; beside them one who hums and
 * books by keys, and one who only hums. Latency is told, never judged.
 */
@Tag("slow")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // filled before any test
final class BookingWordingsSystemTest {
    private static final int CALLS = 10;
    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday");
    private static final List<BookingWording> WORDINGS = List.of(BookingWording.values());
    private static final BookingWish BY_KEYS = new BookingWish("thursday", 9, 30, "5550199");
    private static final int KEY_GAP_MS = 120;
    private static final CallerStep WAIT = new CallerStep.AwaitAgent(600, 15_000, true);
    private static final CallerStep HUM = new CallerStep.Speak(Scripts.hum());

    private final List<BookingWish> wishes =
            IntStream.range(0, CALLS).mapToObj(BookingWordingsSystemTest::wish).toList();

    private List<CallOutcome> calls;
    private List<BookingsService.Booking> bookings;
    private String hummersCall;

    @BeforeAll
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void ring(@TempDir Path folder) throws Exception {
        Scripts scripts = new Scripts();
        List<CallerScript> callers = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            BookingWording wording = WORDINGS.get(i % WORDINGS.size());
            callers.add(wording.script(wishes.get(i), scripts));
        }
        callers.add(byKeys());
        callers.add(hummer());
        try (BookingsService service = new BookingsService();
                FrontDesk desk =
                        FrontDesk.open(
                                folder,
                                Map.of("SIDETONE_BOOKINGS_URL", service.url().toString()))) {
            calls = desk.ringAll(callers);
            bookings = service.bookings();
            hummersCall =
                    desk.await(
                            "/v1/calls/" + calls.getLast().call().callSid(),
                            body -> body.contains("\"ended\""));
        }
        tell(calls.subList(0, CALLS));
    }

    @Test
    void shouldBookForEachOfTenCallersItsOwnAppointmentHoweverItIsPut() {
        for (int i = 0; i < CALLS; i++) {
            CallOutcome call = calls.get(i);
            assertThat(call.call().failure()).as("%s", wishes.get(i)).isEmpty();
            assertThat(call.checks()).as("%s", wishes.get(i)).allMatch(Check::held);
        }
    }

    @Test
    void shouldBookByKeysForACallerWhoIsNotUnderstood() {
        CallOutcome call = calls.get(CALLS);
        assertThat(call.call().failure()).isEmpty();
        assertThat(call.checks()).hasSizeGreaterThan(5).allMatch(Check::held);
    }

    @Test
    void shouldHandOverWhoIsNotUnderstoodAtAll() {
        CallOutcome call = calls.getLast();
        assertThat(call.call().failure()).isEmpty();
        assertThat(call.checks()).hasSize(3).allMatch(Check::held);
        assertThat(hummersCall).contains("\"result\":\"success\"", "\"handed_over\"");
    }

    @Test
    void shouldBookNothingElse() {
        List<Map<String, String>> wished =
                new ArrayList<>(wishes.stream().map(BookedWish::fields).toList());
        wished.add(BookedWish.fields(BY_KEYS));
        assertThat(bookings.stream().map(BookingsService.Booking::fields))
                .containsExactlyInAnyOrderElementsOf(wished);
    }

    /** Another day, time and number for each. */
    private static BookingWish wish(int i) {
        return new BookingWish(
                DAYS.get(i % DAYS.size()),
                9 + i % 8,
                i % 2 * 30,
                Integer.toString(5550101 + 11 * i));
    }

    /** Wish and day after the menus for them, time and number without. */
    private static CallerScript byKeys() {
        return new CallerScript(
                List.of(
                        WAIT,
                        HUM,
                        WAIT,
                        says("I did not get that"),
                        HUM,
                        WAIT,
                        says("Press one to book"),
                        press("1#"),
                        WAIT,
                        says("(?i)what day"),
                        HUM,
                        WAIT,
                        says("(?i)did not get that.*what day"),
                        HUM,
                        WAIT,
                        says("Press one for Monday"),
                        press("4#"),
                        WAIT,
                        says("(?i)what time"),
                        press("0930#"),
                        WAIT,
                        says("(?i)number"),
                        press(BY_KEYS.number() + "#"),
                        WAIT,
                        says("Thursday at nine thirty a m.*five five five.*right"),
                        press("1#"),
                        new CallerStep.AwaitAgent(1200, 15_000, true),
                        says("You are booked"),
                        new CallerStep.HangUp()));
    }

    private static CallerScript hummer() {
        return new CallerScript(
                List.of(
                        WAIT,
                        HUM,
                        WAIT,
                        says("I did not get that"),
                        HUM,
                        WAIT,
                        says("Press one to book"),
                        HUM,
                        WAIT,
                        says("connect you with a person"),
                        new CallerStep.AwaitHangUp(15_000)));
    }

    private static CallerStep says(String pattern) {
        return new CallerStep.Expect(Pattern.compile(pattern));
    }

    private static CallerStep press(String keys) {
        return new CallerStep.PressKeys(keys, KEY_GAP_MS);
    }

    private static void tell(List<CallOutcome> calls) {
        Percentiles mrl =
                Percentiles.of(
                        calls.stream()
                                .flatMap(call -> call.turns().stream())
                                .map(TurnRecord::mrlMs)
                                .filter(Objects::nonNull)
                                .map(Objects::requireNonNull)
                                .toList());
        System.out.printf(
                "%d calls at once: %d turns, %d replies to put something right; mouth to ear p50 %.0f, p95 %.0f, max %.0f ms%n",
                calls.size(),
                mrl.count(),
                calls.stream().mapToInt(call -> call.call().counts().corrections()).sum(),
                mrl.p50(),
                mrl.p95(),
                mrl.max());
    }
}
