/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SentenceSplitterTest {
    private final List<String> clauses = new ArrayList<>();
    private final SentenceSplitter splitter = new SentenceSplitter(clauses::add);

    private List<String> split(String text, int tokenChars) {
        for (int at = 0; at < text.length(); at += tokenChars) {
            splitter.append(text.substring(at, Math.min(text.length(), at + tokenChars)));
        }
        splitter.finish();
        return clauses;
    }

    @Test
    void shouldGiveTheSameClausesHoweverTheTextIsCutIntoTokens() {
        String text =
                "We are open nine to five, Monday to Friday. Would you like to book? Dr. Smith is in.";
        List<String> whole = List.copyOf(split(text, text.length()));
        for (int chars = 1; chars < 12; chars++) {
            clauses.clear();
            assertThat(split(text, chars)).as("tokens of %d characters", chars).isEqualTo(whole);
        }
    }

    @Test
    void shouldGiveAClauseOnlyOnceTheCharacterBehindItsMarkIsKnown() {
        splitter.append("It costs 3.");
        assertThat(clauses).isEmpty();
        splitter.append("50 in all. ");
        assertThat(clauses).containsExactly("It costs 3.50 in all.");
    }

    @Test
    void shouldNotCutAtAbbreviationsInitialsOrTimes() {
        assertThat(split("Ask Mr. J. Smith at 10:30 or St. Mary's. Fine?", 3))
                .containsExactly("Ask Mr. J. Smith at 10:30 or St. Mary's.", "Fine?");
    }

    @Test
    void shouldCutOnlyTheFirstClauseAtAComma() {
        assertThat(
                        split(
                                "I have you down for Tuesday, at three, for one person, is that right?",
                                5))
                .containsExactly(
                        "I have you down for Tuesday,", "at three, for one person, is that right?");
    }

    @Test
    void shouldNotCutAShortOpeningAtItsComma() {
        assertThat(split("Sure, one moment.", 4)).containsExactly("Sure, one moment.");
    }

    @Test
    void shouldBoundAClauseThatHasNoMarks() {
        String endless = "word ".repeat(200);
        assertThat(split(endless, 7))
                .hasSizeGreaterThan(2)
                .allSatisfy(c -> assertThat(c.length()).isLessThan(300));
        assertThat(String.join(" ", clauses)).isEqualTo(endless.strip());
    }

    @Test
    void shouldForgetWhatWasNotGivenOutWhenReset() {
        splitter.append("This will not be said");
        splitter.reset();
        assertThat(split("This will.", 2)).containsExactly("This will.");
    }
}
