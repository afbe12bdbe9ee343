/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.testing;

import dev.sidetone.media.OfferResult;
import dev.sidetone.orchestrator.conversation.CallLimits;
import dev.sidetone.orchestrator.conversation.PhraseCache;
import dev.sidetone.orchestrator.journal.CallJournal;
import dev.sidetone.orchestrator.tool.HttpToolGateway;
import dev.sidetone.orchestrator.turn.TurnConfig;
import dev.sidetone.server.CallParts;
import dev.sidetone.server.Rehearsal;
import dev.sidetone.server.call.AgentRoster;
import dev.sidetone.server.call.CallFactory;
import dev.sidetone.server.call.LiveCalls;
import dev.sidetone.server.metrics.ProviderGauge;
import dev.sidetone.vad.energy.EnergyDetectors;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Real calls with the echo agent alone: a server for tests that starts at once. A test may have it
 * otherwise in one place.
 */
public class EchoOnly implements CallParts {
    private final HttpToolGateway tools = new HttpToolGateway(1, Duration.ofSeconds(1));
    private final AgentRoster agents;

    /** At most so many echo calls at a time, by the agent's own limit. */
    public EchoOnly(int agentLimit) {
        agents =
                new AgentRoster(
                        List.of(),
                        Map.of("echo", new AgentRoster.Limit("stt/test", agentLimit)),
                        Map.of(),
                        "echo");
    }

    @Override
    public AgentRoster agents() {
        return agents;
    }

    @Override
    public CallFactory factory(CallJournal journal) {
        return new LiveCalls(
                CallLimits.DEFAULTS,
                TurnConfig.DEFAULT,
                Map.of(),
                tools,
                new PhraseCache(),
                journal,
                new EnergyDetectors());
    }

    @Override
    public void warmUp() {}

    @Override
    public CallFactory rehearsalFactory() {
        return factory(event -> OfferResult.ACCEPTED);
    }

    @Override
    public List<Rehearsal> rehearsals() {
        return List.of();
    }

    @Override
    public List<ProviderGauge> providers() {
        return List.of();
    }

    @Override
    public void close() {
        tools.close();
    }
}
