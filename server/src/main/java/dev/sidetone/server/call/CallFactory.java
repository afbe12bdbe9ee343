/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import dev.sidetone.media.inbox.InboxMailbox;
import dev.sidetone.media.worker.CallTask;
import dev.sidetone.media.worker.MediaWorker;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.link.CarrierLink;

/** Makes the task that holds a call. Real calls and the tests' fake ones are made behind this. */
@FunctionalInterface
public interface CallFactory {

    /** Makes a call on its worker's thread; must not block. The worker starts it. */
    CallTask create(
            MediaWorker worker,
            InboxMailbox mailbox,
            String callId,
            AgentPlan agent,
            CarrierLink link);
}
