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
    private static final int READ_FIRST = 3;

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

    /**
     * The values that the script's {@code {names}} stand for: as the caller says them, and where
     * the name ends in {@code -read} as the front desk reads them back. The number also comes in
     * two parts, as people say it who were misheard.
     */
    public Map<String, String> values() {
        return Map.ofEntries(
                Map.entry("day", day),
                Map.entry("day-key", dayKey()),
                Map.entry("time", spokenTime()),
                Map.entry("time-keys", time().replace(":", "")),
                Map.entry("time-read", hour == NOON && minute == 0 ? "noon" : spokenTime()),
                Map.entry("number", spoken(number)),
                Map.entry("number-start", spoken(number.substring(0, READ_FIRST))),
                Map.entry("number-rest", spoken(number.substring(READ_FIRST))),
                Map.entry("number-read", readBack()),
                Map.entry("digits", number));
    }

    /** The time as a tool is given it. */
    public String time() {
        return String.format(Locale.ROOT, "%02d:%02d", hour, minute);
    }

    /** Whether exactly this was booked, once. */
    public Check judge(List<BookingsService.Booking> bookings) {
        return judge(bookings, 0);
    }

    /**
     * Whether exactly this was booked, once.
     *
     * @param corrections how often the caller had to say something again
     */
    public Check judge(List<BookingsService.Booking> bookings, int corrections) {
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
                        ? "%s %s, number %s%s".formatted(day, time(), number, told(corrections))
                        : found + ", wanted " + wanted;
        return new Check("exactly one right booking arrived", held, detail);
    }

    private static String told(int corrections) {
        return switch (corrections) {
            case 0 -> "";
            case 1 -> ", put right in 1 reply";
            default -> ", put right in " + corrections + " replies";
        };
    }

    /** The day's key when the front desk asks for keys: Monday is 1. */
    private String dayKey() {
        return Integer.toString(DAYS.indexOf(day) + 1);
    }

    private String spokenTime() {
        String spoken = FIGURES.get(hour > NOON ? hour - NOON : hour);
        return spoken + (minute == 0 ? "" : " thirty") + (hour < NOON ? " a m" : " p m");
    }

    /** The first three figures, a pause, the other four. */
    private String readBack() {
        return spoken(number.substring(0, READ_FIRST))
                + ", "
                + spoken(number.substring(READ_FIRST));
    }

    private static String spoken(String digits) {
        return digits.chars()
                .mapToObj(digit -> FIGURES.get(digit - '0'))
                .collect(Collectors.joining(" "));
    }
}
