/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import dev.sidetone.orchestrator.agent.PatternException;
import dev.sidetone.orchestrator.agent.PhrasePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Speaks random sentences of a JSGF grammar, read from its text as a recogniser would, and notes
 * which rules they came from.
 */
final class SentenceSampler {
    private static final int MOST_REPEATS = 8;

    private final Map<String, PhrasePattern> rules = new HashMap<>();
    private final Random random;

    SentenceSampler(String jsgf, Random random) throws PatternException {
        this.random = random;
        for (String statement : List.of(jsgf.split(";", -1))) {
            int equals = statement.indexOf('=');
            if (equals > 0) {
                String name =
                        statement.substring(statement.indexOf('<') + 1, statement.indexOf('>'));
                rules.put(name, PhrasePattern.parse(statement.substring(equals + 1)));
            }
        }
    }

    /**
     * One sentence.
     *
     * @param parts what each rule contributed, by rule name
     */
    record Sentence(String text, Map<String, String> parts) {}

    Sentence next() {
        List<String> words = new ArrayList<>();
        Map<String, String> parts = new HashMap<>();
        expand(new PhrasePattern.Rule("top"), words, parts);
        return new Sentence(String.join(" ", words), parts);
    }

    private void expand(PhrasePattern pattern, List<String> words, Map<String, String> parts) {
        switch (pattern) {
            case PhrasePattern.Word word -> words.add(word.text());
            case PhrasePattern.Maybe maybe -> {
                if (random.nextBoolean()) {
                    expand(maybe.part(), words, parts);
                }
            }
            case PhrasePattern.Repeated repeated -> {
                for (int times = 1 + random.nextInt(MOST_REPEATS); times > 0; times--) {
                    expand(repeated.part(), words, parts);
                }
            }
            case PhrasePattern.Choice choice ->
                    expand(choice.parts().get(random.nextInt(choice.parts().size())), words, parts);
            case PhrasePattern.Sequence sequence ->
                    sequence.parts().forEach(part -> expand(part, words, parts));
            case PhrasePattern.Rule rule -> {
                int start = words.size();
                PhrasePattern body = rules.get(rule.name());
                if (body == null) {
                    throw new AssertionError("grammar lacks <" + rule.name() + ">");
                }
                expand(body, words, parts);
                parts.put(rule.name(), String.join(" ", words.subList(start, words.size())));
            }
        }
    }
}
