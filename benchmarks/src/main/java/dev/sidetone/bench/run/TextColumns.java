/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.run;

import java.util.ArrayList;
import java.util.List;

/**
 * Text of others on a terminal: as wide as it is shown, wrapped between words, and without the
 * control codes by which it could move the cursor or paint. Stateless.
 */
final class TextColumns {
    /** Of one text; what is longer is cut, and says so. */
    static final int MOST_LINES = 12;

    private TextColumns() {}

    /** Columns that a terminal gives to it. */
    static int width(String text) {
        return text.codePoints().map(TextColumns::width).sum();
    }

    private static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT) {
            return 0;
        }
        return isWide(codePoint) ? 2 : 1;
    }

    /** East Asian Wide and Fullwidth (UAX 11), and emoji, by their blocks. */
    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
    }

    /** Lines of at most so many columns; a word that is longer than a line is cut. */
    static List<String> wrap(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int used = 0;
        for (String word : plain(text).split(" +", -1)) {
            String left = word;
            int wide = width(left);
            if (used > 0 && used + 1 + wide > columns) {
                lines.add(line.toString());
                line.setLength(0);
                used = 0;
            }
            while (wide > columns) {
                int cut = fitting(left, columns);
                lines.add(left.substring(0, cut));
                left = left.substring(cut);
                wide = width(left);
            }
            line.append(used > 0 ? " " : "").append(left);
            used += (used > 0 ? 1 : 0) + wide;
        }
        lines.add(line.toString());
        return bounded(lines);
    }

    private static List<String> bounded(List<String> lines) {
        if (lines.size() <= MOST_LINES) {
            return lines;
        }
        List<String> kept = new ArrayList<>(lines.subList(0, MOST_LINES - 1));
        kept.add("… " + (lines.size() - MOST_LINES + 1) + " more lines are in the report");
        return kept;
    }

    /** How many chars fit, not ending inside a surrogate pair; at least one character. */
    private static int fitting(String text, int columns) {
        int used = 0;
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            int wide = width(codePoint);
            if (at > 0 && used + wide > columns) {
                return at;
            }
            used += wide;
            at += Character.charCount(codePoint);
        }
        return at;
    }

    /**
     * One line without control codes, and without the marks that turn the direction of what
     * follows. Spaces that do not break stay.
     */
    private static String plain(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ")
                .replaceAll("[\\u202a-\\u202e\\u2066-\\u2069]", "")
                .strip();
    }
}
