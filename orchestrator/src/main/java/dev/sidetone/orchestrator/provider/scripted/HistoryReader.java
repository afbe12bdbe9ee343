/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import dev.sidetone.orchestrator.provider.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folds a call's whole history into its next step, so that the same history gives the same answer
 * however often it is asked: generation may be repeated, cut or speculative. Caller's entries that
 * no agent's entry parts are one turn. Used once, on one thread.
 */
final class HistoryReader {
    private final Dialogue dialogue;
    private final List<String> said = new ArrayList<>();
    private final StringBuilder keys = new StringBuilder();
    private boolean unclear;
    private DialogueState state;
    private @Nullable DialogueStep last;

    HistoryReader(Dialogue dialogue) {
        this.dialogue = dialogue;
        this.state = dialogue.opening();
    }

    /** The step that answers the history's end. */
    DialogueStep read(List<Message> messages) {
        for (Message message : messages) {
            take(message);
        }
        endTurn();
        return last != null ? last : DialogueStep.say(state, state.question());
    }

    private void take(Message message) {
        switch (message) {
            case Message.Caller(String text) -> said.add(text);
            case Message.Keys(String digits) -> keys.append(digits);
            case Message.Unclear() -> unclear = true;
            case Message.Agent(String heard) -> {
                endTurn();
                state = dialogue.onHeard(state, heard);
                last = null;
            }
            case Message.ToolCalled _ -> endTurn();
            case Message.ToolAnswered(var outcome) -> {
                endTurn();
                step(dialogue.onOutcome(state, outcome));
            }
        }
    }

    private void endTurn() {
        String owed = state.owed();
        String text = String.join(" ", said).strip();
        boolean pressed = !keys.isEmpty();
        if (!text.isEmpty()) {
            step(dialogue.onText(state, text));
        }
        if (pressed) {
            step(dialogue.onKeys(state, keys.toString()));
        }
        boolean nothingElse = text.isEmpty() && !pressed;
        if (nothingElse && (unclear || !said.isEmpty())) {
            step(dialogue.onUnclear(state));
        }
        if (last != null && !owed.isEmpty() && (!nothingElse || unclear)) {
            tellOwed(last, owed);
        }
        said.clear();
        keys.setLength(0);
        unclear = false;
    }

    /** The outcome of a tool comes first if the caller spoke before hearing it. */
    private void tellOwed(DialogueStep step, String owed) {
        if (!step.text().startsWith(owed)) {
            last =
                    new DialogueStep(
                            step.state(),
                            Phrasing.join(owed, step.text()),
                            step.next(),
                            step.call());
        }
    }

    private void step(DialogueStep step) {
        last = step;
        state = step.state();
    }
}
