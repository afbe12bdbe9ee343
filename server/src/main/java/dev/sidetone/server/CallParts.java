/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.orchestrator.journal.CallJournal;
import dev.sidetone.server.call.AgentRoster;
import dev.sidetone.server.call.CallFactory;
import java.util.Map;

/**
 * What calls are made of: agents and providers. Built before the server, closed by it after its
 * workers.
 */
public interface CallParts extends AutoCloseable {

    /** Who answers. */
    AgentRoster agents();

    /** Makes calls that leave their facts in this journal. */
    CallFactory factory(CallJournal journal);

    /** Brings up what the first call would otherwise wait for; may take seconds. */
    void warmUp();

    /** Stage to vendor and state, for people. */
    Map<String, String> providerHealth();

    @Override
    void close();
}
