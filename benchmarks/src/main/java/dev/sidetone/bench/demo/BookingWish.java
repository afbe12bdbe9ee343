/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.demo;

import dev.sidetone.bench.report.Check;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * What the caller wants, drawn afresh for every run so that nothing can be wired in.
 *
 * @param day a weekday in lower case
 * @param hour 9 to 16
 * @param minute 0 or 30
 * @param number seven digits
 */
public record BookingWish(String day, int hour, int minute, String number) {

    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday");
    private static final List<String> FIGURES =
            List.of(
                    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
                    "ten", "eleven", "twelve");
    private static final int NUMBER_DIGITS = 7;
    private static final int OPENS = 9;
    private static final int CLOSES = 17;
    private static final int NOON = 12;

    /** Draws a wish. */
    public static BookingWish draw(Random random) {
        String number =
                random.ints(NUMBER_DIGITS, 0, 10)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining());
        return new BookingWish(
                DAYS.get(random.nextInt(DAYS.size())),
                random.nextInt(OPENS, CLOSES),
                random.nextBoolean() ? 30 : 0,
                number);
    }

    /** The values that the script's {@code {names}} stand for. */
    public Map<String, String> values() {
        return Map.of("day", day, "time", spokenTime(), "number", spokenNumber(), "digits", number);
    }

    /** The time as a tool is given it. */
    public String time() {
        return String.format(Locale.ROOT, "%02d:%02d", hour, minute);
    }

    /** Whether exactly this was booked, once. */
    public Check judge(List<BookingsService.Booking> bookings) {
        Map<String, String> wanted = Map.of("day", day, "time", time(), "number", number);
        boolean held = bookings.size() == 1 && bookings.getFirst().fields().equals(wanted);
        String found =
                bookings.isEmpty()
                        ? "no booking arrived"
                        : bookings.stream()
                                .map(booking -> booking.fields().toString())
                                .collect(Collectors.joining(", "));
        String detail =
                held
                        ? "%s %s, number %s".formatted(day, time(), number)
                        : found + ", wanted " + wanted;
        return new Check("exactly one right booking arrived", held, detail);
    }

    private String spokenTime() {
        String spoken = FIGURES.get(hour > NOON ? hour - NOON : hour);
        return spoken + (minute == 0 ? "" : " thirty") + (hour < NOON ? " a m" : " p m");
    }

    private String spokenNumber() {
        return number.chars()
                .mapToObj(digit -> FIGURES.get(digit - '0'))
                .collect(Collectors.joining(" "));
    }
}
