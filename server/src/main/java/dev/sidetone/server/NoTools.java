/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.provider.ToolOutcome;
import dev.sidetone.orchestrator.tool.ToolGateway;

/** Calls no tool: a rehearsal must change nothing in the world. Any worker; stateless. */
final class NoTools implements ToolGateway {

    @Override
    public void invoke(AgentPlan agent, ToolCall toolCall, String callId, Mailbox mailbox) {
        mailbox.fact(
                SlotKind.TOOL,
                new ToolOutcome(
                        toolCall.id(),
                        toolCall.name(),
                        ToolOutcome.Status.UNREACHABLE,
                        "{\"error\":\"a rehearsal calls no tools\"}"));
    }

    @Override
    public void close() {
        // nothing is open
    }
}
