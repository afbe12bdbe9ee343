/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import dev.sidetone.media.inbox.InboxMailbox;
import dev.sidetone.media.worker.CallTask;
import dev.sidetone.media.worker.MediaWorker;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.call.Call;
import dev.sidetone.orchestrator.call.CallEnvironment;
import dev.sidetone.orchestrator.call.CallSpec;
import dev.sidetone.orchestrator.conversation.CallLimits;
import dev.sidetone.orchestrator.conversation.PhraseCache;
import dev.sidetone.orchestrator.journal.CallJournal;
import dev.sidetone.orchestrator.link.CarrierLink;
import dev.sidetone.orchestrator.provider.ProviderSet;
import dev.sidetone.orchestrator.tool.ToolGateway;
import dev.sidetone.orchestrator.turn.TurnConfig;
import dev.sidetone.vad.CallDetectors;
import java.util.Map;

/**
 * Makes real calls.
 *
 * @param providers by agent; an agent that is not in it needs none
 */
public record LiveCalls(
        CallLimits limits,
        TurnConfig turn,
        Map<String, ProviderSet> providers,
        ToolGateway tools,
        PhraseCache phrases,
        CallJournal journal,
        CallDetectors detectors)
        implements CallFactory {
    public LiveCalls {
        providers = Map.copyOf(providers);
    }

    @Override
    public CallTask create(
            MediaWorker worker,
            InboxMailbox mailbox,
            String callId,
            AgentPlan agent,
            CarrierLink link) {
        CallEnvironment environment =
                new CallEnvironment(
                        worker.alarmFor(mailbox.callKey()),
                        mailbox,
                        worker.counters(),
                        worker.latency(),
                        worker.chunks(),
                        worker.pace(),
                        providers.get(agent.name()),
                        tools,
                        phrases,
                        journal,
                        () -> detectors.create(worker));
        return new Call(
                new CallSpec(mailbox.callKey(), callId, agent, limits, turn), link, environment);
    }
}
