/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.coded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CodedPhraseTest {

    @Test
    void shouldHaveOneWordForEachValueAndPlace() {
        Set<String> words = new HashSet<>(CodedWords.all());
        assertThat(words).hasSize(4 * 32).allMatch(word -> word.matches("[a-z]{3,9}"));
        assertThat(new CodedPhrase(0).text()).isEqualTo("anna bakes amber apples");
        assertThat(new CodedPhrase(CodedPhrase.COUNT - 1).text())
                .isEqualTo("hugo washes wooden windows");
    }

    @Test
    void shouldTurnItsTextBackIntoItself() {
        Random random = new Random(11);
        for (int i = 0; i < 2000; i++) {
            CodedPhrase phrase = new CodedPhrase(random.nextInt(CodedPhrase.COUNT));
            assertThat(CodedPhrase.find(phrase.text())).isEqualTo(phrase);
        }
    }

    @Test
    void shouldFindPhrasesInPunctuatedSentences() {
        CodedPhrase first = new CodedPhrase(123_456);
        CodedPhrase second = new CodedPhrase(654_321);
        String text =
                "You said: "
                        + String.join(", ", first.words()).toUpperCase(Locale.ROOT)
                        + "? Anna! No, "
                        + second.text()
                        + ".";
        assertThat(CodedPhrase.findAll(text)).containsExactly(first, second);
    }

    @Test
    void shouldFindNothingInWordsOfTheWrongOrderOrNumber() {
        List<String> words = new CodedPhrase(77).words();
        assertThat(CodedPhrase.find(String.join(" ", words.subList(0, 3)))).isNull();
        assertThat(CodedPhrase.find(String.join(" ", words.reversed()))).isNull();
        assertThat(
                        CodedPhrase.find(
                                words.get(0)
                                        + " well "
                                        + words.get(1)
                                        + " "
                                        + words.get(2)
                                        + " "
                                        + words.get(3)))
                .isNull();
        assertThat(CodedPhrase.find("")).isNull();
    }

    @Test
    void shouldRefuseANumberThatNoWordsSay() {
        assertThatThrownBy(() -> new CodedPhrase(CodedPhrase.COUNT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1048576");
        assertThatThrownBy(() -> new CodedPhrase(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
