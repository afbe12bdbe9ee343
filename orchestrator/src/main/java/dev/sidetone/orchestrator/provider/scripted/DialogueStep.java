/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.scripted;

import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.ToolCall;
import org.jspecify.annotations.Nullable;

/**
 * One step of a conversation.
 *
 * @param state where it stands now
 * @param text what to say; empty when a tool is called first
 * @param next what follows the text
 * @param call the tool to call, or null
 */
record DialogueStep(
        DialogueState state, String text, ModelEvent.Next next, @Nullable ToolCall call) {

    static DialogueStep say(DialogueState state, String text) {
        return new DialogueStep(state, text, ModelEvent.Next.LISTEN, null);
    }
}
