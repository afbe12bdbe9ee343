/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.demo.BookingWish;
import dev.sidetone.bench.demo.BookingsService;
import dev.sidetone.bench.report.CallOutcome;
import dev.sidetone.bench.script.CallerScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five wordings, three days and times, three callers each with a telephone number of its own: every
 * one is booked as it was wished. The table is written to {@code target/bookings.md}.
 */
@Tag("slow")
final class EveryBookingSystemTest {
    private static final int AT_ONCE = 15;
    private static final int RUNS = 3;

    private static final List<BookingWish> WISHES =
            List.of(
                    new BookingWish("monday", 9, 0, ""),
                    new BookingWish("wednesday", 14, 30, ""),
                    new BookingWish("friday", 11, 30, ""));

    /** A wish in a wording, and the call that was made for it. */
    private record Line(BookingWording wording, BookingWish wish, Future<CallOutcome> call) {}

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void shouldBookEveryWishInEveryWording(@TempDir Path folder) throws Exception {
        List<BookedWish> booked = new ArrayList<>();
        List<BookingsService.Booking> bookings;
        try (BookingsService service = new BookingsService();
                ExecutorService lines = Executors.newFixedThreadPool(AT_ONCE);
                FrontDesk desk =
                        FrontDesk.open(
                                folder,
                                Map.of("SIDETONE_BOOKINGS_URL", service.url().toString()))) {
            for (Line line : ringAll(desk, lines)) {
                CallOutcome call = line.call.get();
                String view =
                        desk.await(
                                "/v1/calls/" + call.call().callSid(),
                                body -> body.contains("\"ended\""));
                booked.add(
                        BookedWish.judge(line.wording, line.wish, call, view, service.bookings()));
            }
            bookings = service.bookings();
        }
        tell(booked);
        assertThat(bookings.stream().map(BookingsService.Booking::fields))
                .containsExactlyInAnyOrderElementsOf(
                        booked.stream().map(one -> BookedWish.fields(one.wish())).toList());
        assertThat(booked)
                .allSatisfy(one ->
                        assertThat(one.result())
                                .as(one.line())
                                .isEqualTo(BookedWish.Result.BOOKED));
    }

    private static List<Line> ringAll(FrontDesk desk, ExecutorService lines) throws Exception {
        Scripts scripts = new Scripts();
        Random random = new Random(6);
        List<Line> all = new ArrayList<>();
        for (BookingWording wording : BookingWording.values()) {
            for (BookingWish wish : WISHES) {
                for (int run = 0; run < RUNS; run++) {
                    String number = Integer.toString(1_000_000 + random.nextInt(9_000_000));
                    BookingWish own =
                            new BookingWish(wish.day(), wish.hour(), wish.minute(), number);
                    CallerScript script = wording.script(own, scripts);
                    all.add(new Line(wording, own, lines.submit(() -> desk.ring(script).get())));
                }
            }
        }
        return all;
    }

    private static void tell(List<BookedWish> booked) throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add(BookedWish.head());
        booked.forEach(one -> lines.add(one.line()));
        lines.forEach(System.out::println);
        Files.write(Path.of("target", "bookings.md"), lines);
    }
}
