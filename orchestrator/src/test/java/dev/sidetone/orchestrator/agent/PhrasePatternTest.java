/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class PhrasePatternTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "a | b c",
                "[a | b] (c | d) e",
                "<day> [at <time>]",
                "(a | [b] c) d | e",
                "a <day>+ (b | c d)+ [e]"
            })
    void shouldWriteWhatItRead(String expansion) throws PatternException {
        assertThat(PhrasePattern.parse(expansion).jsgf()).isEqualTo(expansion);
    }

    @ParameterizedTest
    @CsvSource({
        "a b, 2",
        "a x, 0",
        "a, 0",
        "a b c, 3",
        "a b d, 2",
        "a e b c, 4",
    })
    void shouldTakeTheLongestMatch(String words, int length) throws PatternException {
        PhrasePattern pattern = PhrasePattern.parse("a [<filler>] b [c]");
        Map<String, PhrasePattern> rules = Map.of("filler", PhrasePattern.parse("e"));
        assertThat(pattern.matchLength(List.of(words.split(" ", -1)), 0, rules)).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource({"a b, 2", "a, 0", "a b b b, 4", "a b c d c d b x, 7", "a c, 0"})
    void shouldTakeARepeatedPartOnceOrMoreOften(String words, int length) throws PatternException {
        PhrasePattern pattern = PhrasePattern.parse("a (b | c d)+");
        assertThat(pattern.matchLength(List.of(words.split(" ", -1)), 0, Map.of()))
                .isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(a | b; 0",
                "a | ; 3",
                "a ]; 2",
                "a <b; 2",
                "a B; 2",
                "room 4; 5",
                "<day1>; 0",
                "''; 0"
            })
    void shouldSayWhereAPatternIsWrong(String expansion, int position) {
        PatternException wrong =
                catchThrowableOfType(PatternException.class, () -> PhrasePattern.parse(expansion));
        assertThat(wrong).isNotNull();
        assertThat(wrong.position()).isEqualTo(position);
    }

    @Test
    void shouldFindForbiddenWordsAsWholeWordsInAnyCase() {
        NeverSay forbidden = new NeverSay(List.of("guarantee", "medical advice"));
        assertThat(forbidden.firstIn("We GUARANTEE it.")).isEqualTo("guarantee");
        assertThat(forbidden.firstIn("some medical  advice")).isEqualTo("medical  advice");
        assertThat(forbidden.firstIn("guaranteed")).isNull();
        assertThat(new NeverSay(List.of()).firstIn("anything")).isNull();
    }
}
