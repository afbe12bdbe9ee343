/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings what recognisers write to the words a grammar uses: {@code "3:30pm"} becomes {@code three
 * thirty p m}.
 */
final class CallerWords {
    private static final String[] UP_TO_TWELVE = {
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve"
    };
    private static final Pattern PIECE =
            Pattern.compile("(\\d{1,2}):(\\d{2})|\\d+|\\p{L}+(?:'\\p{L}+)*");
    private static final Pattern HALF = Pattern.compile("\\b([ap])\\.?\\s?m\\b\\.?");

    private CallerWords() {}

    /** Lower-case words without punctuation, figures as words. */
    static List<String> of(String text) {
        String plain =
                text.toLowerCase(Locale.ROOT)
                        .replace('\u2019', '\'')
                        .replaceAll("(\\d)([ap])\\.?m", "$1 $2m");
        Matcher piece = PIECE.matcher(HALF.matcher(plain).replaceAll("$1 m"));
        List<String> words = new ArrayList<>();
        while (piece.find()) {
            if (piece.group(1) != null) {
                addClock(Integer.parseInt(piece.group(1)), Integer.parseInt(piece.group(2)), words);
            } else if (Character.isDigit(piece.group().charAt(0))) {
                addFigures(piece.group(), words);
            } else {
                words.add(piece.group());
            }
        }
        return words;
    }

    private static void addClock(int hour, int minute, List<String> words) {
        boolean afternoon = hour > 12;
        words.add(UP_TO_TWELVE[(afternoon ? hour - 12 : hour) % UP_TO_TWELVE.length]);
        if (minute != 0) {
            words.addAll(List.of(SpokenForms.minutes(minute).split(" ")));
        } else if (!afternoon) {
            words.add("o'clock");
        }
        if (afternoon) {
            words.add("p");
            words.add("m");
        }
    }

    /** Ten to twelve are hours; anything else is read digit by digit. */
    private static void addFigures(String figures, List<String> words) {
        if (figures.length() <= 2 && !figures.startsWith("0") && Integer.parseInt(figures) <= 12) {
            words.add(UP_TO_TWELVE[Integer.parseInt(figures)]);
            return;
        }
        figures.chars().forEach(figure -> words.add(UP_TO_TWELVE[Character.digit(figure, 10)]));
    }
}
