/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider;

/**
 * One entry of a conversation's history, as a model sees it. The last entry is what to respond to.
 */
public sealed interface Message {

    /** What the caller said. */
    record Caller(String text) implements Message {}

    /** Keys the caller pressed. */
    record Keys(String digits) implements Message {}

    /** The caller spoke and was not understood. */
    record Unclear() implements Message {}

    /** What the agent said and the caller heard; ends in {@code [interrupted]} when it was cut. */
    record Agent(String heard) implements Message {}

    /** The model called a tool. */
    record ToolCalled(ToolCall call) implements Message {}

    /** What the tool answered. */
    record ToolAnswered(ToolOutcome outcome) implements Message {}
}
