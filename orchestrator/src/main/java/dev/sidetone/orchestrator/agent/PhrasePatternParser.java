/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.agent;

import java.util.ArrayList;
import java.util.List;

/** Recursive descent over one expansion. Used once. */
final class PhrasePatternParser {
    private final String text;
    private int at;

    PhrasePatternParser(String text) {
        this.text = text;
    }

    PhrasePattern parse() throws PatternException {
        PhrasePattern pattern = alternatives();
        if (at < text.length()) {
            throw new PatternException("'" + text.charAt(at) + "' closes nothing", at);
        }
        return pattern;
    }

    private PhrasePattern alternatives() throws PatternException {
        List<PhrasePattern> choices = new ArrayList<>();
        choices.add(sequence());
        while (at < text.length() && text.charAt(at) == '|') {
            at++;
            choices.add(sequence());
        }
        return choices.size() == 1 ? choices.getFirst() : new PhrasePattern.Choice(choices);
    }

    private PhrasePattern sequence() throws PatternException {
        List<PhrasePattern> parts = new ArrayList<>();
        int start = at;
        for (skipSpace(); at < text.length() && "|)]".indexOf(text.charAt(at)) < 0; skipSpace()) {
            PhrasePattern part =
                    switch (text.charAt(at)) {
                        case '[' -> new PhrasePattern.Maybe(group(']'));
                        case '(' -> group(')');
                        case '<' -> rule();
                        default -> word();
                    };
            parts.add(repeats() ? new PhrasePattern.Repeated(part) : part);
        }
        if (parts.isEmpty()) {
            throw new PatternException("words expected", start);
        }
        return parts.size() == 1 ? parts.getFirst() : new PhrasePattern.Sequence(parts);
    }

    private boolean repeats() {
        boolean plus = at < text.length() && text.charAt(at) == '+';
        at += plus ? 1 : 0;
        return plus;
    }

    private PhrasePattern group(char close) throws PatternException {
        int open = at++;
        PhrasePattern inner = alternatives();
        if (at >= text.length() || text.charAt(at) != close) {
            throw new PatternException(
                    "'" + text.charAt(open) + "' is not closed by '" + close + "'", open);
        }
        at++;
        return inner;
    }

    private PhrasePattern rule() throws PatternException {
        int close = text.indexOf('>', at);
        if (close < 0) {
            throw new PatternException("'<' is not closed by '>'", at);
        }
        String name = text.substring(at + 1, close);
        if (name.isEmpty() || !name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '_')) {
            throw new PatternException(
                    "'<" + name + ">' is not a rule name of lower-case letters", at);
        }
        at = close + 1;
        return new PhrasePattern.Rule(name);
    }

    private PhrasePattern word() throws PatternException {
        int start = at;
        while (at < text.length() && isWordChar(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw new PatternException(
                    "'"
                            + text.charAt(at)
                            + "' cannot be spoken: words are lower-case letters and '",
                    at);
        }
        return new PhrasePattern.Word(text.substring(start, at));
    }

    private static boolean isWordChar(char c) {
        return (c >= 'a' && c <= 'z') || c == '\'';
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
