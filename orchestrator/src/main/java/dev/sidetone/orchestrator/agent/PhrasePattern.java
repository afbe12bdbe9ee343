/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.agent;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a caller may say, as a <a href="https://www.w3.org/TR/jsgf/">JSGF</a> expansion without
 * weights or tags. The same pattern is written into a recogniser's grammar and matched against the
 * words that come back, so that both agree. Immutable.
 */
public sealed interface PhrasePattern {

    /**
     * Reads an expansion: words, {@code [optional]}, {@code (one | other)}, {@code <rule>}, {@code
     * more+}.
     */
    static PhrasePattern parse(String expansion) throws PatternException {
        return new PhrasePatternParser(expansion).parse();
    }

    /** The expansion as JSGF text. */
    String jsgf();

    /**
     * Where matches end that begin at one of {@code starts}; positions count words.
     *
     * @param rules what {@code <rule>} references stand for
     */
    BitSet ends(List<String> words, BitSet starts, Map<String, PhrasePattern> rules);

    /** Parts whose own alternatives are seen directly; empty for words and rule references. */
    List<PhrasePattern> parts();

    /** Longest match that begins at {@code start}, in words; 0 when there is none. */
    default int matchLength(List<String> words, int start, Map<String, PhrasePattern> rules) {
        BitSet starts = new BitSet();
        starts.set(start);
        int end = ends(words, starts, rules).length() - 1;
        return Math.max(0, end - start);
    }

    /** True when the pattern matches one word or more somewhere in {@code words}. */
    default boolean occursIn(List<String> words, Map<String, PhrasePattern> rules) {
        for (int i = 0; i < words.size(); i++) {
            if (matchLength(words, i, rules) > 0) {
                return true;
            }
        }
        return false;
    }

    /** One word, lower case. */
    record Word(String text) implements PhrasePattern {
        @Override
        public String jsgf() {
            return text;
        }

        @Override
        public BitSet ends(List<String> words, BitSet starts, Map<String, PhrasePattern> rules) {
            BitSet ends = new BitSet();
            for (int i = starts.nextSetBit(0);
                    i >= 0 && i < words.size();
                    i = starts.nextSetBit(i + 1)) {
                if (words.get(i).equals(text)) {
                    ends.set(i + 1);
                }
            }
            return ends;
        }

        @Override
        public List<PhrasePattern> parts() {
            return List.of();
        }
    }

    /** A reference to a rule by name; a name that is not known matches nothing. */
    record Rule(String name) implements PhrasePattern {
        @Override
        public String jsgf() {
            return "<" + name + ">";
        }

        @Override
        public BitSet ends(List<String> words, BitSet starts, Map<String, PhrasePattern> rules) {
            PhrasePattern body = rules.get(name);
            return body == null ? new BitSet() : body.ends(words, starts, rules);
        }

        @Override
        public List<PhrasePattern> parts() {
            return List.of();
        }
    }

    /** One part after the other. */
    record Sequence(List<PhrasePattern> parts) implements PhrasePattern {
        public Sequence {
            parts = List.copyOf(parts);
        }

        @Override
        public String jsgf() {
            return parts.stream()
                    .map(part -> part instanceof Choice ? "(" + part.jsgf() + ")" : part.jsgf())
                    .collect(Collectors.joining(" "));
        }

        @Override
        public BitSet ends(List<String> words, BitSet starts, Map<String, PhrasePattern> rules) {
            BitSet at = starts;
            for (PhrasePattern part : parts) {
                at = part.ends(words, at, rules);
            }
            return at;
        }
    }

    /** One of the parts. */
    record Choice(List<PhrasePattern> parts) implements PhrasePattern {
        public Choice {
            parts = List.copyOf(parts);
        }

        @Override
        public String jsgf() {
            return parts.stream().map(PhrasePattern::jsgf).collect(Collectors.joining(" | "));
        }

        @Override
        public BitSet ends(List<String> words, BitSet starts, Map<String, PhrasePattern> rules) {
            BitSet ends = new BitSet();
            for (PhrasePattern part : parts) {
                ends.or(part.ends(words, starts, rules));
            }
            return ends;
        }
    }

    /** The part, or nothing. */
    record Maybe(PhrasePattern part) implements PhrasePattern {
        @Override
        public String jsgf() {
            return "[" + part.jsgf() + "]";
        }

        @Override
        public BitSet ends(List<String> words, BitSet starts, Map<String, PhrasePattern> rules) {
            BitSet ends = part.ends(words, starts, rules);
            ends.or(starts);
            return ends;
        }

        @Override
        public List<PhrasePattern> parts() {
            return List.of(part);
        }
    }

    /** The part once or more often. */
    record Repeated(PhrasePattern part) implements PhrasePattern {
        @Override
        public String jsgf() {
            boolean compound = part instanceof Choice || part instanceof Sequence;
            return (compound ? "(" + part.jsgf() + ")" : part.jsgf()) + "+";
        }

        @Override
        public BitSet ends(List<String> words, BitSet starts, Map<String, PhrasePattern> rules) {
            BitSet ends = part.ends(words, starts, rules);
            BitSet found = ends;
            while (!found.isEmpty()) {
                found = part.ends(words, found, rules);
                found.andNot(ends);
                ends.or(found);
            }
            return ends;
        }

        @Override
        public List<PhrasePattern> parts() {
            return List.of(part);
        }
    }
}
