/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import edu.cmu.sphinx.jsgf.JSGFGrammarParseException;
import edu.cmu.sphinx.jsgf.JSGFRuleGrammar;
import edu.cmu.sphinx.jsgf.JSGFRuleGrammarFactory;
import edu.cmu.sphinx.jsgf.JSGFRuleGrammarManager;
import edu.cmu.sphinx.jsgf.parser.JSGFParser;
import edu.cmu.sphinx.jsgf.parser.TokenMgrError;
import edu.cmu.sphinx.jsgf.rule.JSGFRule;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleAlternatives;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleCount;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleName;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleSequence;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleTag;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleToken;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A self-contained JSGF grammar, parsed and checked; see <a
 * href="https://www.w3.org/TR/jsgf/">JSGF</a>. Confined to the thread that uses it.
 *
 * <p>Its one public rule is {@code <top>}; imports and recursion are refused, because Sphinx4
 * overflows its stack on the one and loops on the other.
 */
final class Jsgf {

    private static final String TOP = "top";

    /** Sphinx4 has one parser for the whole process, whoever parses. */
    private static final ReentrantLock PARSING = new ReentrantLock();

    private final JSGFRuleGrammar rules;
    private final Set<String> words = new TreeSet<>();

    private Jsgf(JSGFRuleGrammar rules) {
        this.rules = rules;
        collect(rule(TOP), new ArrayDeque<>());
    }

    /** Parses; throws {@link GrammarException} with line and column where it can. */
    static Jsgf parse(String text) {
        JSGFRuleGrammar rules;
        PARSING.lock();
        try {
            rules =
                    JSGFParser.newGrammarFromJSGF(
                            new StringReader(text),
                            new JSGFRuleGrammarFactory(new JSGFRuleGrammarManager()));
        } catch (JSGFGrammarParseException e) {
            throw new GrammarException(
                    "line "
                            + e.lineNumber
                            + ", column "
                            + e.charNumber
                            + ": "
                            + e.message
                            + " "
                            + e.details);
        } catch (TokenMgrError e) {
            throw new GrammarException(String.valueOf(e.getMessage()));
        } finally {
            PARSING.unlock();
        }
        if (!rules.getImports().isEmpty()) {
            throw new GrammarException(
                    "a grammar must be self-contained: imports are not supported");
        }
        if (!rules.getRuleNames().contains(TOP) || !rules.isRulePublic(TOP)) {
            throw new GrammarException("no rule 'public <top>'");
        }
        return new Jsgf(rules);
    }

    /** All words of all reachable rules, as written. */
    Set<String> words() {
        return words;
    }

    JSGFRule top() {
        return rule(TOP);
    }

    /** The rule of that name; {@code name} may carry its brackets. */
    JSGFRule rule(String name) {
        String simple = JSGFRuleName.stripRuleName(name);
        JSGFRule rule = rules.getRuleNames().contains(simple) ? rules.getRule(simple) : null;
        if (rule == null) {
            throw new GrammarException("rule <" + simple + "> is not defined");
        }
        return rule;
    }

    private void collect(JSGFRule rule, Deque<String> path) {
        switch (rule) {
            case JSGFRuleToken token -> words.add(token.getText());
            case JSGFRuleAlternatives alternatives ->
                    alternatives.getRules().forEach(r -> collect(r, path));
            case JSGFRuleSequence sequence -> sequence.getRules().forEach(r -> collect(r, path));
            case JSGFRuleCount count -> collect(count.getRule(), path);
            case JSGFRuleTag tag -> collect(tag.getRule(), path);
            case JSGFRuleName name -> {
                String simple = name.getSimpleRuleName();
                if (name.equals(JSGFRuleName.NULL) || name.equals(JSGFRuleName.VOID)) {
                    return;
                }
                if (path.contains(simple)) {
                    throw new GrammarException("rule <" + simple + "> refers to itself");
                }
                path.push(simple);
                collect(rule(simple), path);
                path.pop();
            }
            default -> throw new GrammarException("unsupported in a grammar: " + rule);
        }
    }
}
