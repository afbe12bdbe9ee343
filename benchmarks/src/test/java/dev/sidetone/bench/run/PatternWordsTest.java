/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class PatternWordsTest {

    @Test
    void shouldQuoteThePlainWordsOfAnExpectation() {
        assertThat(words("(?i)day")).isEqualTo("\"day\"");
        assertThat(words("(?i)friday.*right")).isEqualTo("\"friday\", then \"right\"");
        assertThat(words("(?i)is nine\\..*right\\?")).isEqualTo("\"is nine.\", then \"right?\"");
        assertThat(words("nine|10 o'clock")).isEqualTo("\"nine\" or \"10 o'clock\"");
    }

    @Test
    void shouldShowAsAPatternWhatWordsCannotSay() {
        assertThat(words("(?i)\\d+")).isEqualTo("what matches /(?i)\\d+/");
        assertThat(words("a.*b|c")).isEqualTo("what matches /a.*b|c/");
        assertThat(words("day.*")).isEqualTo("what matches /day.*/");
        assertThat(words("")).isEqualTo("what matches //");
    }

    private static String words(String pattern) {
        return PatternWords.of(Pattern.compile(pattern));
    }
}
