/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import edu.cmu.sphinx.jsgf.rule.JSGFRule;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleAlternatives;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleCount;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleName;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleSequence;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleTag;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleToken;
import edu.cmu.sphinx.linguist.dictionary.Dictionary;
import edu.cmu.sphinx.linguist.language.grammar.Grammar;
import edu.cmu.sphinx.linguist.language.grammar.GrammarNode;
import edu.cmu.sphinx.util.LogMath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word graph made from a {@link Jsgf} held in memory. Sphinx4's own {@code JSGFGrammar} reads
 * files by URL only and skips unknown words with a log line.
 */
final class JsgfGrammar extends Grammar {

    private static final float CERTAIN = 0.0f;

    private final Jsgf jsgf;

    JsgfGrammar(Jsgf jsgf, Dictionary dictionary) {
        super(false, true, true, false, dictionary);
        this.jsgf = jsgf;
    }

    @Override
    protected GrammarNode createGrammar() {
        GrammarNode first = createGrammarNode(Dictionary.SILENCE_SPELLING);
        // A final node's own word is not searched, so the silence after the last word needs a node
        // before it: without one it is pressed into
        // the last word, or the utterance is refused.
        GrammarNode trailing = createGrammarNode(Dictionary.SILENCE_SPELLING);
        GrammarNode last = createGrammarNode(Dictionary.SILENCE_SPELLING);
        last.setFinalNode(true);
        Span top = expand(jsgf.top());
        first.add(top.start, CERTAIN);
        top.end.add(trailing, CERTAIN);
        top.end.add(last, CERTAIN);
        trailing.add(last, CERTAIN);
        // Puts an optional silence behind every word; without it a pause within a number is heard
        // as another digit.
        postProcessGrammar();
        return first;
    }

    private Span expand(JSGFRule rule) {
        return switch (rule) {
            case JSGFRuleToken token -> {
                GrammarNode node = createGrammarNode(token.getText());
                yield new Span(node, node);
            }
            case JSGFRuleAlternatives alternatives ->
                    alternatives(alternatives.getRules(), alternatives.getWeights());
            case JSGFRuleSequence sequence -> sequence(sequence.getRules());
            case JSGFRuleCount count -> count(count);
            case JSGFRuleTag tag -> expand(tag.getRule());
            case JSGFRuleName name -> named(name);
            default -> throw new GrammarException("unsupported in a grammar: " + rule);
        };
    }

    private Span alternatives(List<JSGFRule> rules, @Nullable List<Float> weights) {
        double sum = weights == null ? 0 : weights.stream().mapToDouble(Float::doubleValue).sum();
        Span span = emptySpan();
        for (int i = 0; i < rules.size(); i++) {
            float probability =
                    weights == null || sum == 0
                            ? CERTAIN
                            : LogMath.getLogMath().linearToLog(weights.get(i) / sum);
            Span alternative = expand(rules.get(i));
            span.start.add(alternative.start, probability);
            alternative.end.add(span.end, CERTAIN);
        }
        return span;
    }

    private Span sequence(List<JSGFRule> rules) {
        Span whole = null;
        for (JSGFRule rule : rules) {
            Span next = expand(rule);
            if (whole == null) {
                whole = next;
            } else {
                whole.end.add(next.start, CERTAIN);
                whole = new Span(whole.start, next.end);
            }
        }
        return whole == null ? emptySpan() : whole;
    }

    private Span count(JSGFRuleCount rule) {
        Span span = emptySpan();
        Span body = expand(rule.getRule());
        int count = rule.getCount();
        span.start.add(body.start, CERTAIN);
        body.end.add(span.end, CERTAIN);
        if (count == JSGFRuleCount.OPTIONAL || count == JSGFRuleCount.ZERO_OR_MORE) {
            span.start.add(span.end, CERTAIN);
        }
        if (count == JSGFRuleCount.ONCE_OR_MORE || count == JSGFRuleCount.ZERO_OR_MORE) {
            body.end.add(body.start, CERTAIN);
        }
        return span;
    }

    private Span named(JSGFRuleName name) {
        Span span = emptySpan();
        if (name.equals(JSGFRuleName.NULL)) {
            span.start.add(span.end, CERTAIN);
        } else if (!name.equals(JSGFRuleName.VOID)) {
            Span body = expand(jsgf.rule(name.getSimpleRuleName()));
            span.start.add(body.start, CERTAIN);
            body.end.add(span.end, CERTAIN);
        }
        return span;
    }

    private Span emptySpan() {
        return new Span(createGrammarNode(false), createGrammarNode(false));
    }

    /** Where an expansion begins and ends in the graph. */
    private record Span(GrammarNode start, GrammarNode end) {}
}
