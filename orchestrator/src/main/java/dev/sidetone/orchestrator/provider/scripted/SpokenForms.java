/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import dev.sidetone.orchestrator.agent.AgentPlan.SlotType;
import java.util.Locale;

/**
 * How values are spoken so that a plain voice says them clearly and a listener can check them.
 * English.
 */
final class SpokenForms {
    private static final String[] ONES = {
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen"
    };
    private static final String[] TENS = {"", "", "twenty", "thirty", "forty", "fifty"};

    private SpokenForms() {}

    /**
     * A slot's value: {@code Tuesday}, {@code three thirty p m}, {@code five five five, zero one
     * four two}.
     */
    static String of(SlotType type, String value) {
        return switch (type) {
            case DAY -> day(value);
            case TIME -> time(value);
            case DIGITS -> digits(value);
        };
    }

    /**
     * A value of a tool's answer: as it is, or sign by sign when it holds digits, as references do.
     */
    static String ofAnswer(String value) {
        if (value.chars().noneMatch(Character::isDigit)) {
            return value;
        }
        StringBuilder spoken = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char sign = value.charAt(i);
            if (Character.isLetterOrDigit(sign)) {
                int figure = Character.digit(sign, 10);
                spoken.append(spoken.isEmpty() ? "" : " ")
                        .append(
                                figure >= 0
                                        ? ONES[figure]
                                        : String.valueOf(sign).toUpperCase(Locale.ROOT));
            } else if (!spoken.isEmpty() && spoken.charAt(spoken.length() - 1) != ',') {
                spoken.append(',');
            }
        }
        return spoken.toString();
    }

    /** A number below twenty. */
    static String number(int number) {
        return ONES[number];
    }

    /** Minutes of an hour other than zero. */
    static String minutes(int minute) {
        if (minute < 10) {
            return "oh " + ONES[minute];
        }
        if (minute < 20) {
            return ONES[minute];
        }
        String tens = TENS[Math.min(minute, 59) / 10];
        return minute % 10 == 0 ? tens : tens + " " + ONES[minute % 10];
    }

    private static String day(String value) {
        boolean weekday = value.endsWith("day") && !value.equals("today");
        return weekday ? Character.toUpperCase(value.charAt(0)) + value.substring(1) : value;
    }

    private static String time(String value) {
        int hour = Integer.parseInt(value.substring(0, 2));
        int minute = Integer.parseInt(value.substring(3));
        if (hour == 12 && minute == 0) {
            return "noon";
        }
        String onTheClock = ONES[hour % 12 == 0 ? 12 : hour % 12];
        return onTheClock
                + (minute == 0 ? "" : " " + minutes(minute))
                + (hour < 12 ? " a m" : " p m");
    }

    /** Groups of three, the last of up to four, with a comma where the voice shall pause. */
    private static String digits(String value) {
        StringBuilder spoken = new StringBuilder();
        int left = value.length();
        int groupLeft = left > 4 ? 3 : left;
        for (int i = 0; i < value.length(); i++) {
            if (groupLeft == 0) {
                spoken.append(',');
                groupLeft = left > 4 ? 3 : left;
            }
            spoken.append(spoken.isEmpty() ? "" : " ")
                    .append(ONES[Character.digit(value.charAt(i), 10)]);
            left--;
            groupLeft--;
        }
        return spoken.toString();
    }
}
