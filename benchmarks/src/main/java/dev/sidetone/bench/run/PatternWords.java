/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.run;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An expectation as a person would say it: {@code (?i)friday.*right} is "friday", then "right".
 * What only a regular expression can say is shown as one.
 */
final class PatternWords {

    private static final Pattern FLAGS = Pattern.compile("^\\(\\?[a-z]+\\)");
    private static final Pattern PLAIN = Pattern.compile("(?:[\\p{L}\\p{N} ,'!:-]|\\\\[.?()])+");

    private PatternWords() {}

    /** The pattern in words. */
    static String of(Pattern pattern) {
        String text = FLAGS.matcher(pattern.pattern()).replaceFirst("");
        boolean either = text.contains("|");
        String[] words = either ? text.split("\\|", -1) : text.split("\\.\\*", -1);
        if (!Arrays.stream(words).allMatch(word -> PLAIN.matcher(word).matches())) {
            return "what matches /" + pattern.pattern() + "/";
        }
        return Arrays.stream(words)
                .map(word -> '"' + word.replace("\\", "") + '"')
                .collect(Collectors.joining(either ? " or " : ", then "));
    }
}
