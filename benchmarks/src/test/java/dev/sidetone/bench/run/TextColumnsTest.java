/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TextColumnsTest {
    @Test
    void shouldWrapBetweenWordsAndCutAWordThatIsLongerThanALine() {
        assertThat(TextColumns.wrap("one two three", 8)).containsExactly("one two", "three");
        assertThat(TextColumns.wrap("see abcdefghijklmnopq now", 8))
                .containsExactly("see", "abcdefgh", "ijklmnop", "q now");
        assertThat(TextColumns.wrap("", 8)).containsExactly("");
    }

    @Test
    void shouldCountColumnsAsATerminalDoes() {
        assertThat(TextColumns.width("日本")).isEqualTo(4);
        assertThat(TextColumns.width("e\u0301")).as("a letter and its accent").isEqualTo(1);
        assertThat(TextColumns.width("😀")).isEqualTo(2);
        assertThat(TextColumns.wrap("日本語日本語", 5)).containsExactly("日本", "語日", "本語");
        assertThat(TextColumns.wrap("😀😀😀", 4)).containsExactly("😀😀", "😀");
    }

    @Test
    void shouldLetNoTextMoveTheCursorOrPaint() {
        assertThat(TextColumns.wrap("a\u001b[2Jb\r\nc\u009b31md\u202ee\u0007", 80))
                .containsExactly("a [2Jb c 31mde");
    }

    @Test
    void shouldSayHowMuchOfAnEndlessTextItLeavesOut() {
        List<String> lines = TextColumns.wrap("word ".repeat(10_000), 69);
        assertThat(lines).hasSize(TextColumns.MOST_LINES).allMatch(line -> line.length() <= 69);
        assertThat(lines.getLast()).matches("… \\d+ more lines are in the report");
    }
}
