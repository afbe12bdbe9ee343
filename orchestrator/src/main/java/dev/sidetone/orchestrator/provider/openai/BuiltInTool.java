/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.ModelEvent;
import org.jspecify.annotations.Nullable;

/**
 * What the model may do to the call itself, offered to it as tools beside the agent's own. They are
 * never run: they decide what follows the words of the answer. Their names are reserved in agents'
 * files.
 */
enum BuiltInTool {
    /** The conversation is over. */
    END_CALL(
            "end_call",
            ModelEvent.Next.HANG_UP,
            "Ends the call once your words were spoken. Say goodbye in the same answer."),
    /** A person is wanted. */
    HAND_OVER(
            "hand_over_to_person",
            ModelEvent.Next.HAND_OVER,
            "Connects the caller with a person once your words were spoken. Say so in the same"
                    + " answer.");

    private final String toolName;
    private final ModelEvent.Next next;
    private final String description;

    BuiltInTool(String toolName, ModelEvent.Next next, String description) {
        this.toolName = toolName;
        this.next = next;
        this.description = description;
    }

    /** The tool of that name, or null. */
    static @Nullable BuiltInTool named(String name) {
        for (BuiltInTool tool : values()) {
            if (tool.toolName.equals(name)) {
                return tool;
            }
        }
        return null;
    }

    String toolName() {
        return toolName;
    }

    String description() {
        return description;
    }

    /** What follows the answer. */
    ModelEvent.Next next() {
        return next;
    }

    /** What is said when the model called it without a word. */
    String words(AgentPlan agent) {
        return this == END_CALL ? agent.phrases().goodbye() : agent.handover().say();
    }
}
