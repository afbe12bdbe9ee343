/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.tool;

import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.ToolCall;

/** Runs agents' tools off the workers. */
public interface ToolGateway extends AutoCloseable {

    /**
     * Starts a tool call; worker thread, returns at once. Exactly one {@code ToolOutcome} follows
     * as a {@code TOOL} fact, whatever happens.
     *
     * @param callId the call's id; with the tool call's id it makes the idempotency key
     */
    void invoke(AgentPlan agent, ToolCall toolCall, String callId, Mailbox mailbox);

    @Override
    void close();
}
