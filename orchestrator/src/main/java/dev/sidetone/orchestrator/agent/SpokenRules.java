/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.agent;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rules every grammar shares: days, times, digits, yes and no, and what may be said at any
 * time. English. Kept small on purpose: a recogniser on telephone audio is as good as its grammar
 * is narrow.
 */
public final class SpokenRules {
    /**
     * Fewest digits the {@code <digits>} rule takes at a time: a caller who pauses gives the rest
     * in the next turn.
     */
    static final int MIN_DIGITS = 3;

    private static final Map<String, PhrasePattern> ALL = new LinkedHashMap<>();

    static {
        rule("greet", "hello | hi | good morning | good afternoon");
        rule(
                "day",
                "monday | tuesday | wednesday | thursday | friday | saturday | sunday | today | tomorrow");
        rule(
                "hour",
                "one | two | three | four | five | six | seven | eight | nine | ten | eleven | twelve");
        rule("half", "a m | p m");
        rule(
                "time",
                "<hour> [fifteen | thirty | forty five] [<half>] | <hour> o'clock [<half>]"
                        + " | (half | quarter) past <hour> [<half>] | noon");
        rule("digit", "zero | oh | one | two | three | four | five | six | seven | eight | nine");
        // No "double": of 200 seven-digit numbers it made 6 wrong ("seven" sounds like it).
        rule("digits", "<digit> ".repeat(MIN_DIGITS).strip() + "+");
        rule(
                "yes",
                "yes [please | correct | that's right] | that's right | that's correct | correct | yeah");
        rule("no", "no [thanks | thank you | that's wrong] | nope | that's wrong");
        rule(
                "repeat",
                "[can you | please] repeat that [please] | [can you] say that again [please]");
        rule("cancel", "cancel [that] | never mind");
        rule("goodbye", "goodbye | bye bye | thank you (bye | goodbye)");
        rule(
                "enough",
                "[no] (that's all | that is all | nothing else) [thanks | thank you] | no thank you goodbye | thank you");
    }

    private SpokenRules() {}

    /** All shared rules by name. */
    public static Map<String, PhrasePattern> all() {
        return Map.copyOf(ALL);
    }

    /** The rule of that name, which must exist. */
    static PhrasePattern named(String name) {
        PhrasePattern rule = ALL.get(name);
        if (rule == null) {
            throw new IllegalArgumentException("no shared rule <" + name + ">");
        }
        return rule;
    }

    private static void rule(String name, String expansion) {
        ALL.put(name, fixed(expansion));
    }

    /** A pattern that stands in the code and is therefore known to parse. */
    static PhrasePattern fixed(String expansion) {
        try {
            return PhrasePattern.parse(expansion);
        } catch (PatternException e) {
            throw new IllegalArgumentException(expansion, e);
        }
    }
}
