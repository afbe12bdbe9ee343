/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/">PromQL</a>
 * expression asks for: metrics with their matchers, and the labels it groups by. Reads the tokens,
 * not the whole grammar; a word it does not know is taken for a metric, which then does not exist.
 */
final class PromQl {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s+|\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^]]*]|[0-9]+(?:\\.[0-9]+)?(?:[a-z]+)?"
                            + "|[a-zA-Z_:][a-zA-Z0-9_:]*|=~|!~|!=|==|>=|<=|[-+*/%^(){},=<>]");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Set<String> FUNCTIONS =
            Set.of("sum", "max", "min", "avg", "count", "rate", "increase", "histogram_quantile");
    private static final Set<String> GROUPINGS = Set.of("by", "without", "on", "ignoring");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    /** {@code label op "value"}. */
    record Matching(String label, String operator, String value) {}

    /** One metric that is asked for. */
    record Selector(String metric, List<Matching> matchings) {}

    /** All of one expression. */
    record Question(List<Selector> selectors, Set<String> groupings) {}

    private final List<String> tokens;
    private final List<Selector> selectors = new ArrayList<>();
    private final Set<String> groupings = new LinkedHashSet<>();
    private int at;

    private PromQl(List<String> tokens) {
        this.tokens = tokens;
    }

    static Question read(String expression) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(expression);
        int end = 0;
        while (end < expression.length()) {
            if (!token.region(end, expression.length()).lookingAt()) {
                throw new AssertionError("not PromQL at " + end + ": " + expression);
            }
            if (!token.group().isBlank()) {
                tokens.add(token.group());
            }
            end = token.end();
        }
        PromQl reader = new PromQl(tokens);
        while (reader.at < tokens.size()) {
            reader.step();
        }
        return new Question(reader.selectors, reader.groupings);
    }

    private void step() {
        String token = tokens.get(at++);
        if (!WORD.matcher(token).matches() || OPERATORS.contains(token)) {
            return;
        }
        if (GROUPINGS.contains(token)) {
            at++; // (
            for (String label = tokens.get(at++); !")".equals(label); label = tokens.get(at++)) {
                if (!",".equals(label)) {
                    groupings.add(label);
                }
            }
        } else if (!FUNCTIONS.contains(token)) {
            selectors.add(new Selector(token, matchings()));
        }
    }

    private List<Matching> matchings() {
        List<Matching> found = new ArrayList<>();
        if (at >= tokens.size() || !"{".equals(tokens.get(at))) {
            return found;
        }
        at++;
        while (!"}".equals(tokens.get(at))) {
            if (",".equals(tokens.get(at))) {
                at++;
                continue;
            }
            String value = tokens.get(at + 2);
            found.add(
                    new Matching(
                            tokens.get(at),
                            tokens.get(at + 1),
                            value.substring(1, value.length() - 1)));
            at += 3;
        }
        at++;
        return found;
    }
}
