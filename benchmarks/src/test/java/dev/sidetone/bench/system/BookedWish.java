/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import dev.sidetone.bench.demo.BookingWish;
import dev.sidetone.bench.demo.BookingsService;
import dev.sidetone.bench.report.CallOutcome;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What became of a wish.
 *
 * @param reAsked turns in which the agent had not understood
 * @param byKeys turns in which it asked for keys
 * @param turns the server's, with the greeting
 */
record BookedWish(
        BookingWording wording,
        BookingWish wish,
        Result result,
        long reAsked,
        long byKeys,
        int turns,
        String failure) {

    /** How the call ended. */
    enum Result {
        /** Exactly what was wished, once. */
        BOOKED,
        /** A person takes over. */
        HANDED_OVER,
        /** Nothing is booked. */
        NOT_BOOKED,
        /** Something else is booked, or twice. */
        WRONG
    }

    static BookedWish judge(
            BookingWording wording,
            BookingWish wish,
            CallOutcome call,
            String serverView,
            List<BookingsService.Booking> bookings) {
        List<Map<String, String>> own =
                bookings.stream()
                        .map(BookingsService.Booking::fields)
                        .filter(fields -> wish.number().equals(fields.get("number")))
                        .toList();
        Result result =
                own.equals(List.of(fields(wish)))
                        ? Result.BOOKED
                        : !own.isEmpty()
                                ? Result.WRONG
                                : serverView.contains("\"handed_over\"")
                                        ? Result.HANDED_OVER
                                        : Result.NOT_BOOKED;
        return new BookedWish(
                wording,
                wish,
                result,
                count(call, "Sorry"),
                count(call, "Press"),
                call.turns().size(),
                call.call().failure());
    }

    private static long count(CallOutcome call, String word) {
        return call.turns().stream()
                .map(TurnRecord::agentText)
                .filter(Objects::nonNull)
                .filter(text -> Objects.requireNonNull(text).contains(word))
                .count();
    }

    static Map<String, String> fields(BookingWish wish) {
        return Map.of("day", wish.day(), "time", wish.time(), "number", wish.number());
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %s %s | %s | %s | %d | %d | %d | %s |",
                wording.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                wish.day(),
                wish.time(),
                wish.number(),
                result.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                turns,
                reAsked,
                byKeys,
                failure);
    }

    static String head() {
        return """
        | wording | wish | number | result | turns | re-asked | by keys | call |
        |---|---|---|---|---|---|---|---|
        """
                .strip();
    }
}
