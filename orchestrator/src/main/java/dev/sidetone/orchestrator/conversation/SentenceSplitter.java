/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import java.util.function.Consumer;

/**
 * Cuts a stream of tokens into clauses that a voice can speak by themselves, as early as that can
 * be decided: a clause ends at {@code . ! ? ; :} or a line end that whitespace follows, and the
 * first one of an utterance already at a comma once it is long enough to be worth speaking. A full
 * stop behind a digit, a single letter or a known abbreviation ends nothing. Owned by one
 * conversation.
 */
public final class SentenceSplitter {
    private static final int MIN_FIRST_CLAUSE_CHARS = 24;
    private static final int MAX_CLAUSE_CHARS = 280;
    private static final String ENDS = ".!?;:\n";
    private static final String[] ABBREVIATIONS = {
        "mr", "mrs", "ms", "dr", "st", "prof", "vs", "etc"
    };

    private final Consumer<String> clauses;
    private final StringBuilder text = new StringBuilder();
    private int scanned;
    private boolean first = true;

    /** Gives each clause to {@code clauses}, on the caller's thread. */
    public SentenceSplitter(Consumer<String> clauses) {
        this.clauses = clauses;
    }

    /** Takes the next piece of text and gives out what is complete. */
    public void append(String token) {
        text.append(token);
        // A mark decides only when the character behind it is known.
        while (scanned < text.length() - 1) {
            if (endsClauseAt(scanned)) {
                emit(scanned + 1);
            } else {
                scanned++;
            }
        }
    }

    /** The text is complete: gives out what is left, and starts anew. */
    public void finish() {
        emit(text.length());
        first = true;
    }

    /** Forgets what was not given out, and starts anew. */
    public void reset() {
        text.setLength(0);
        scanned = 0;
        first = true;
    }

    private boolean endsClauseAt(int at) {
        char c = text.charAt(at);
        if (c == '\n' || (Character.isWhitespace(c) && at >= MAX_CLAUSE_CHARS)) {
            return true;
        }
        if (!Character.isWhitespace(text.charAt(at + 1))) {
            return false;
        }
        if (ENDS.indexOf(c) >= 0) {
            return c != '.' || !insideName(at);
        }
        return c == ',' && first && at >= MIN_FIRST_CLAUSE_CHARS;
    }

    /** "Dr. Smith", "J. Smith": the stop belongs to the word. */
    private boolean insideName(int stop) {
        int start = stop;
        while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        int letters = stop - start;
        if (letters == 1 && Character.isUpperCase(text.charAt(start))) {
            return true;
        }
        for (String abbreviation : ABBREVIATIONS) {
            if (letters == abbreviation.length()
                    && text.substring(start, stop).equalsIgnoreCase(abbreviation)) {
                return true;
            }
        }
        return false;
    }

    private void emit(int end) {
        String clause = text.substring(0, end).strip();
        text.delete(0, end);
        scanned = 0;
        if (!clause.isEmpty()) {
            first = false;
            clauses.accept(clause);
        }
    }
}
