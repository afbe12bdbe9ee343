/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a day, a time and digits in one turn's words. Digits are looked for first, because their
 * words are hours too. The last mention wins: callers correct themselves. Made for one turn.
 *
 * <p>An hour without "a m" or "p m" is taken as {@link OpeningHours} has it.
 */
final class SlotSpotter {
    private static final List<String> HOURS =
            List.of(
                    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                    "eleven", "twelve");
    private static final Set<String> DAYS =
            Set.of(
                    "monday",
                    "tuesday",
                    "wednesday",
                    "thursday",
                    "friday",
                    "saturday",
                    "sunday",
                    "today",
                    "tomorrow");
    private static final Map<String, Integer> MINUTES =
            Map.of("fifteen", 15, "twenty", 20, "thirty", 30, "forty", 40, "fifty", 50);
    private static final Map<String, Character> DIGITS =
            Map.ofEntries(
                    Map.entry("zero", '0'),
                    Map.entry("oh", '0'),
                    Map.entry("o", '0'),
                    Map.entry("one", '1'),
                    Map.entry("two", '2'),
                    Map.entry("three", '3'),
                    Map.entry("four", '4'),
                    Map.entry("five", '5'),
                    Map.entry("six", '6'),
                    Map.entry("seven", '7'),
                    Map.entry("eight", '8'),
                    Map.entry("nine", '9'));
    private static final Set<String> BEFORE_TIME = Set.of("at", "for", "around", "about", "by");

    private final List<String> words;
    private final BitSet used = new BitSet();

    SlotSpotter(List<String> words) {
        this.words = words;
    }

    /**
     * The longest run of digit words of at least {@code minRun}; empty when there is none. One or
     * two digits that read as a marked time ("at four") are none.
     */
    String digits(int minRun) {
        String best = "";
        int bestStart = 0;
        int bestEnd = 0;
        for (int start = 0; start < words.size(); start++) {
            StringBuilder run = new StringBuilder();
            int end = digitRun(start, run);
            if (run.length() >= minRun && run.length() >= Math.max(1, best.length())) {
                best = run.toString();
                bestStart = start;
                bestEnd = end;
            }
            start = Math.max(start, end);
        }
        if (best.length() <= 2 && time(false) != null) {
            return "";
        }
        used.set(bestStart, bestEnd);
        return best;
    }

    private int digitRun(int start, StringBuilder run) {
        int at = start;
        while (at < words.size()) {
            boolean twice = word(at).equals("double");
            Character digit = DIGITS.get(word(twice ? at + 1 : at));
            if (digit == null) {
                break;
            }
            run.append(digit);
            if (twice) {
                run.append(digit);
            }
            at += twice ? 2 : 1;
        }
        return at;
    }

    /** The last day named, or null. */
    @Nullable String day() {
        String day = null;
        for (String word : words) {
            if (DAYS.contains(word)) {
                day = word;
            }
        }
        return day;
    }

    /**
     * The last time named, or null; {@code bareHour}: "three" alone is a time, as when a time was
     * asked for.
     */
    @Nullable String time(boolean bareHour) {
        String time = null;
        int at = 0;
        while (at < words.size()) {
            Clock clock = used.get(at) ? null : clockAt(at);
            boolean isTime =
                    clock != null
                            && (bareHour || clock.marked() || besideDay(at, at + clock.length()));
            if (clock != null && isTime) {
                time = clock.value();
            }
            at += clock != null ? clock.length() : 1;
        }
        return time;
    }

    private boolean besideDay(int start, int end) {
        return BEFORE_TIME.contains(word(start - 1))
                || DAYS.contains(word(start - 1))
                || DAYS.contains(word(end))
                || (word(end).equals("on") && DAYS.contains(word(end + 1)));
    }

    /**
     * Reads a clock time that begins at a word: noon, half past three, three o'clock, three thirty
     * p m.
     */
    private @Nullable Clock clockAt(int start) {
        if (word(start).equals("noon")) {
            return new Clock(12, 0, 1, true, 'p');
        }
        int past = word(start + 1).equals("past") ? pastMinutes(word(start)) : -1;
        int hourAt = past >= 0 ? start + 2 : start;
        int hour = HOURS.indexOf(word(hourAt)) + 1;
        if (hour == 0) {
            return null;
        }
        int at = hourAt + 1;
        int minute = Math.max(0, past);
        boolean marked = past >= 0;
        Integer tens = MINUTES.get(word(at));
        if (!marked && tens != null) {
            minute = tens;
            at++;
            if (tens >= 20 && word(at).equals("five")) {
                minute += 5;
                at++;
            }
            marked = true;
        } else if (!marked && word(at).equals("o'clock")) {
            at++;
            marked = true;
        }
        return half(new Clock(hour, minute, at - start, marked, '?'), at);
    }

    private Clock half(Clock clock, int at) {
        String first = word(at);
        if ((first.equals("a") || first.equals("p")) && word(at + 1).equals("m")) {
            return clock.in(first.charAt(0), 2);
        }
        if (first.equals("in") && word(at + 1).equals("the")) {
            return switch (word(at + 2)) {
                case "morning" -> clock.in('a', 3);
                case "afternoon", "evening" -> clock.in('p', 3);
                default -> clock;
            };
        }
        return clock;
    }

    private static int pastMinutes(String word) {
        return switch (word) {
            case "half" -> 30;
            case "quarter" -> 15;
            default -> -1;
        };
    }

    private String word(int at) {
        return at >= 0 && at < words.size() ? words.get(at) : "";
    }

    /**
     * A time as it was said.
     *
     * @param hour 1 to 12
     * @param length words it took
     * @param marked true when only a time is said so
     * @param half {@code a}, {@code p}, or {@code ?} when it was not said
     */
    private record Clock(int hour, int minute, int length, boolean marked, char half) {
        Clock in(char newHalf, int words) {
            return new Clock(hour, minute, length + words, true, newHalf);
        }

        String value() {
            return half == '?'
                    ? OpeningHours.assumed(hour, minute)
                    : OpeningHours.value(hour % 12 + (half == 'p' ? 12 : 0), minute);
        }
    }
}
