/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.conversation.CallLimits;
import dev.sidetone.orchestrator.turn.TurnConfig;

/**
 * What is known of a call when it starts.
 *
 * @param callKey its key on its worker
 * @param callId the carrier's id of it
 * @param agent who answers
 * @param limits time bounds
 * @param turn turn-taking
 */
public record CallSpec(
        long callKey, String callId, AgentPlan agent, CallLimits limits, TurnConfig turn) {}
