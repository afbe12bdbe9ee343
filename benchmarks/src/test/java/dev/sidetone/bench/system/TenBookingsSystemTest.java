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
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten callers at once, each with a wish of its own; latency is told, never judged. */
@Tag("system")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class TenBookingsSystemTest {

    private static final int CALLS = 10;
    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday");

    @Test
    void shouldBookForEachOfTenCallersItsOwnAppointment(@TempDir Path folder) throws Exception {
        List<BookingWish> wishes =
                IntStream.range(0, CALLS).mapToObj(TenBookingsSystemTest::wish).toList();
        Scripts scripts = new Scripts();
        List<CallerScript> callers = new ArrayList<>();
        for (BookingWish wish : wishes) {
            callers.add(scripts.booking(wish));
        }
        try (BookingsService service = new BookingsService();
                FrontDesk desk =
                        FrontDesk.open(
                                folder,
                                Map.of("SIDETONE_BOOKINGS_URL", service.url().toString()))) {
            List<CallOutcome> calls = desk.ringAll(callers);
            tell(calls);
            for (int i = 0; i < CALLS; i++) {
                CallOutcome call = calls.get(i);
                assertThat(call.call().failure()).as("%s", wishes.get(i)).isEmpty();
                assertThat(call.checks()).as("%s", wishes.get(i)).allMatch(Check::held);
            }
            assertThat(service.bookings().stream().map(BookingsService.Booking::fields))
                    .containsExactlyInAnyOrderElementsOf(
                            wishes.stream().map(TenBookingsSystemTest::fields).toList());
        }
    }

    /** Another day, time and number for each. */
    private static BookingWish wish(int i) {
        return new BookingWish(
                DAYS.get(i % DAYS.size()),
                9 + i % 8,
                i % 2 * 30,
                Integer.toString(5550101 + 11 * i));
    }

    private static Map<String, String> fields(BookingWish wish) {
        return Map.of("day", wish.day(), "time", wish.time(), "number", wish.number());
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
                "%d calls at once: %d turns, mouth to ear p50 %.0f, p95 %.0f, max %.0f ms%n",
                calls.size(), mrl.count(), mrl.p50(), mrl.p95(), mrl.max());
    }
}
