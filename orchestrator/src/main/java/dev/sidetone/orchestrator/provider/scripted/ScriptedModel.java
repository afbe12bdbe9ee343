/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.provider.LanguageModel;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The embedded language model: answers straight from the agent's plan, in a few pieces of whole
 * words, inline on the call's worker (some 10 µs a turn). It keeps nothing about a call between
 * turns: an answer is a pure function of the history. One instance serves all calls; any worker.
 */
public final class ScriptedModel implements LanguageModel {
    /**
     * Plans in use at a time; beyond it (agents reloaded many times) the memory of all is dropped
     * and rebuilt as needed.
     */
    private static final int MAX_PLANS = 256;

    /**
     * Pieces of one answer. All of them enter the worker's inbox inside one handling, when nothing
     * can leave it; an answer of any length must fit beside what others have there.
     */
    static final int MAX_TOKENS = 16;

    private final Map<AgentPlan, Dialogue> dialogues = new ConcurrentHashMap<>();

    @Override
    public String vendor() {
        return "embedded";
    }

    @Override
    public List<Expectation> expectations(AgentPlan agent) {
        return agent.kind() == AgentPlan.Kind.CASCADE ? dialogue(agent).expectations() : List.of();
    }

    @Override
    public Stream open(AgentPlan agent, Mailbox mailbox) {
        return new ScriptedStream(dialogue(agent), mailbox);
    }

    @Override
    public void close() {
        dialogues.clear();
    }

    private Dialogue dialogue(AgentPlan agent) {
        Dialogue known = dialogues.get(agent);
        if (known != null) {
            return known;
        }
        if (dialogues.size() >= MAX_PLANS) {
            dialogues.clear();
        }
        Dialogue compiled = new Dialogue(agent);
        dialogues.put(agent, compiled);
        return compiled;
    }

    private record ScriptedStream(Dialogue dialogue, Mailbox mailbox) implements Stream {
        @Override
        public Expectation opening() {
            return dialogue.expectation(dialogue.opening());
        }

        @Override
        public void generate(int generation, List<Message> messages) {
            DialogueStep step = new HistoryReader(dialogue).read(messages);
            boolean taken = true;
            String text = step.text();
            int least = Math.max(1, Math.ceilDiv(text.length(), MAX_TOKENS));
            for (int start = 0; taken && start < text.length(); ) {
                int space = text.indexOf(' ', start + least - 1);
                int end = space < 0 ? text.length() : space + 1;
                taken = offer(new ModelEvent.Token(generation, text.substring(start, end)));
                start = end;
            }
            if (taken) {
                offer(
                        step.call() != null
                                ? new ModelEvent.ToolWanted(generation, step.call())
                                : new ModelEvent.Finished(
                                        generation,
                                        step.next(),
                                        dialogue.expectation(step.state())));
            }
        }

        /** A refusal ends the call, so the rest need not be tried. */
        private boolean offer(ModelEvent event) {
            return mailbox.fact(SlotKind.MODEL, event) == OfferResult.ACCEPTED;
        }

        @Override
        public void cancel(int generation) {
            // Everything was emitted by the time generate returned; what is still under way is
            // dropped by its number.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
