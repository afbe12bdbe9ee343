/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.server.store.CallCursor;
import dev.sidetone.server.store.CallQuery;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code GET /v1/calls}. What is not one, is said twice, or does not fit is a
 * {@link BadParameter}. One use, one thread.
 */
final class CallParameters {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_QUOTED = 64;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final List<String> KNOWN =
            List.of("limit", "cursor", "since", "until", "agent", "result", "reason", "state");

    private final Map<String, List<String>> given;

    private CallParameters(Map<String, List<String>> given) {
        this.given = given;
    }

    /** Says which parameter is wrong, and what was expected. */
    static final class BadParameter extends Exception {
        private static final long serialVersionUID = 1L;

        BadParameter(String message) {
            super(message);
        }
    }

    /**
     * Reads them.
     *
     * @param known true for a cursor that this server can have given
     */
    static CallQuery read(ApiRequest request, Predicate<CallCursor> known) throws BadParameter {
        Map<String, List<String>> given;
        try {
            given = request.query();
        } catch (IllegalArgumentException broken) {
            throw new BadParameter("The query's percent-encoding is broken.");
        }
        for (String name : given.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new BadParameter(
                        quoted(name) + " is no parameter; known are " + String.join(", ", KNOWN));
            }
        }
        return new CallParameters(given).query(known);
    }

    private CallQuery query(Predicate<CallCursor> known) throws BadParameter {
        Instant since = time("since");
        Instant until = time("until");
        if (since != null && until != null && !since.isBefore(until)) {
            throw wrong("until", first("until"), "a time after since");
        }
        Integer limit =
                value(
                        "limit",
                        "a whole number from 1 to " + MAX_LIMIT,
                        text -> {
                            int number = Integer.parseInt(text);
                            return number >= 1 && number <= MAX_LIMIT ? number : null;
                        });
        CallCursor cursor =
                value(
                        "cursor",
                        "the next of an earlier answer",
                        text -> CallCursor.of(text).filter(known).orElse(null));
        return new CallQuery(
                since,
                until,
                value("agent", "an agent's name", text -> text.isEmpty() ? null : text),
                word("result", Termination.Result.values()),
                word("reason", Termination.Reason.values()),
                value(
                        "state",
                        "live or ended",
                        text ->
                                switch (text) {
                                    case "live" -> true;
                                    case "ended" -> false;
                                    default -> null;
                                }),
                cursor,
                limit == null ? DEFAULT_LIMIT : limit);
    }

    private @Nullable Instant time(String name) throws BadParameter {
        return value(
                name,
                "a time as RFC 3339 writes it, 2026-11-21T10:00:00Z for example",
                text -> {
                    Instant time = OffsetDateTime.parse(text).toInstant();
                    return time.isBefore(Instant.EPOCH) || time.isAfter(LATEST) ? null : time;
                });
    }

    private @Nullable String word(String name, Enum<?>[] words) throws BadParameter {
        List<String> known =
                Arrays.stream(words).map(word -> word.name().toLowerCase(Locale.ROOT)).toList();
        return value(
                name,
                known.stream().collect(Collectors.joining(", ", "one of ", "")),
                text -> known.contains(text) ? text : null);
    }

    private <T> @Nullable T value(String name, String expected, Function<String, @Nullable T> read)
            throws BadParameter {
        String text = first(name);
        if (text == null) {
            return null;
        }
        T value;
        try {
            value = read.apply(text);
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            value = null;
        }
        if (value == null) {
            throw wrong(name, text, expected);
        }
        return value;
    }

    private @Nullable String first(String name) throws BadParameter {
        List<String> values = given.get(name);
        if (values == null) {
            return null;
        }
        if (values.size() > 1) {
            throw new BadParameter(name + ": given more than once; expected one value");
        }
        return values.getFirst();
    }

    private static BadParameter wrong(String name, @Nullable String text, String expected) {
        return new BadParameter(
                name
                        + ": "
                        + quoted(text == null ? "" : text)
                        + " does not fit; expected "
                        + expected);
    }

    private static String quoted(String text) {
        return '"'
                + (text.length() > MAX_QUOTED ? text.substring(0, MAX_QUOTED) + "…" : text)
                + '"';
    }
}
