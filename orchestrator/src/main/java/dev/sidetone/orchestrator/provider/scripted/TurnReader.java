/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.AgentPlan.Slot;
import dev.sidetone.orchestrator.agent.GrammarCompiler;
import dev.sidetone.orchestrator.agent.PhrasePattern;
import dev.sidetone.orchestrator.provider.scripted.Heard.Intent;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Understands a caller's turn. It looks for the patterns that the recogniser's grammars are made of
 * anywhere in the words, so that it also copes with recognisers that know no grammar. Immutable;
 * any thread.
 */
final class TurnReader {
    private static final Set<String> MORE_YES = Set.of("yep", "sure", "okay", "ok", "absolutely");
    private static final Set<String> MORE_NO = Set.of("not", "don't", "wrong", "incorrect", "wait");

    private final AgentPlan plan;
    private final Map<String, PhrasePattern> rules;

    TurnReader(AgentPlan plan, Map<String, PhrasePattern> rules) {
        this.plan = plan;
        this.rules = rules;
    }

    /**
     * Reads a turn.
     *
     * @param slots the slots of the job under way, or none
     * @param ear what the state makes likely
     */
    Heard read(String text, List<Slot> slots, Ear ear) {
        List<String> words = CallerWords.of(text);
        SlotSpotter spotter = new SlotSpotter(words);
        String digits =
                ear.minDigitRun() == Integer.MAX_VALUE ? "" : spotter.digits(ear.minDigitRun());
        String named =
                slots.stream().map(Slot::name).filter(words::contains).findFirst().orElse(null);
        Wish wish = lastWish(words);
        return new Heard(
                intents(words),
                wish.topic,
                wish.job,
                spotter.day(),
                spotter.time(ear.bareHour()),
                digits,
                named);
    }

    private EnumSet<Intent> intents(List<String> words) {
        EnumSet<Intent> intents = EnumSet.noneOf(Intent.class);
        for (Intent intent : Intent.values()) {
            PhrasePattern rule = rules.get(intent.rule());
            if (rule != null && rule.occursIn(words, rules)) {
                intents.add(intent);
            }
        }
        if (words.stream().anyMatch(MORE_YES::contains)) {
            intents.add(Intent.YES);
        }
        if (words.stream().anyMatch(MORE_NO::contains)) {
            intents.add(Intent.NO);
        }
        return intents;
    }

    /**
     * The last wish in the words: callers change their minds, and who cut an answer before a word
     * of it was heard said something else instead. Wishes that overlap are one, the longest.
     */
    private Wish lastWish(List<String> words) {
        Wish last = Wish.NONE;
        int at = 0;
        while (at < words.size()) {
            Wish wish = wishAt(words, at);
            last = wish.length > 0 ? wish : last;
            at += Math.max(1, wish.length);
        }
        return last;
    }

    private Wish wishAt(List<String> words, int at) {
        Wish longest = Wish.NONE;
        for (AgentPlan.Job job : plan.jobs()) {
            int length = matchAt(GrammarCompiler.ruleOf("job", job.name()), words, at);
            longest = length > longest.length ? new Wish(job.name(), null, length) : longest;
        }
        for (AgentPlan.Topic topic : plan.topics()) {
            int length = matchAt(GrammarCompiler.ruleOf("topic", topic.name()), words, at);
            longest = length > longest.length ? new Wish(null, topic.name(), length) : longest;
        }
        return longest;
    }

    private int matchAt(String ruleName, List<String> words, int at) {
        PhrasePattern rule = rules.get(ruleName);
        return rule == null ? 0 : Math.max(0, rule.matchLength(words, at, rules));
    }

    /** A job or a topic, and how many words named it. */
    private record Wish(@Nullable String job, @Nullable String topic, int length) {
        private static final Wish NONE = new Wish(null, null, 0);
    }

    /**
     * What the conversation's state makes likely.
     *
     * @param bareHour an hour word alone is a time
     * @param minDigitRun so many digit words in a row are a number; {@link Integer#MAX_VALUE}: none
     *     are
     */
    record Ear(boolean bareHour, int minDigitRun) {}
}
