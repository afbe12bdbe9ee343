/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

/**
 * Where an answer that does not end is cut: behind the sentence in which it passes its limit; a
 * sentence that does not end either, between two words, and at last anywhere. One for each answer;
 * loop's thread.
 */
final class AnswerBound {
    /** How much longer the cut waits for the end of a sentence, and then of a word. */
    static final int GRACE_CHARS = 400;

    private static final int WHOLE = -1;

    /** Ends of a sentence where white space follows. */
    private static final String ENDS = ".!?";

    /** Ends of a sentence whatever follows. */
    private static final String FULL_ENDS = "\n\u3002\uFF01\uFF1F";

    private final int maxChars;
    private int seen;
    private char previous;

    AnswerBound(int maxChars) {
        this.maxChars = maxChars;
    }

    /** How much of these words, which come next, may be said at most; -1 when all of them. */
    int cut(String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (seen >= maxChars && endsBefore(c)) {
                return i;
            }
            previous = c;
            seen++;
        }
        return WHOLE;
    }

    private boolean endsBefore(char c) {
        boolean space = Character.isWhitespace(c);
        return FULL_ENDS.indexOf(previous) >= 0
                || (space && ENDS.indexOf(previous) >= 0)
                || (space && seen >= maxChars + GRACE_CHARS)
                || seen >= maxChars + 2 * GRACE_CHARS;
    }
}
