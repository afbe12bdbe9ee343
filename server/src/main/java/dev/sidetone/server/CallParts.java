/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.orchestrator.journal.CallJournal;
import dev.sidetone.orchestrator.provider.net.CallIos;
import dev.sidetone.server.call.AgentRoster;
import dev.sidetone.server.call.CallFactory;
import dev.sidetone.server.metrics.ProviderGauge;
import dev.sidetone.vad.CallDetectors;
import dev.sidetone.vad.energy.EnergyDetectors;
import java.util.List;

/**
 * What calls are made of: agents and providers. Built before the server, closed by it after its
 * workers.
 */
public interface CallParts extends AutoCloseable {

    /**
     * Where the I/O of calls runs; told once, when the workers run and before calls are made.
     *
     * @param counters where what providers' clients see is counted; any thread writes it
     */
    default void attach(CallIos ios, Counters counters) {}

    /** Who answers. */
    AgentRoster agents();

    /** Makes calls that leave their facts in this journal. */
    CallFactory factory(CallJournal journal);

    /**
     * Makes calls that leave no trace: no journal, no tool is called, and providers are those of
     * {@link #factory}.
     */
    CallFactory rehearsalFactory();

    /** Brings up what the first call would otherwise wait for; may take seconds. */
    void warmUp();

    /**
     * What is said in the calls of the warm-up, after {@link #warmUp}; only to agents whose
     * providers all are in this process.
     */
    List<Rehearsal> rehearsals() throws InterruptedException;

    /** Detectors of callers' speech; every worker is attached before it runs. */
    default CallDetectors detectors() {
        return new EnergyDetectors();
    }

    /** The providers in use. */
    List<ProviderGauge> providers();

    @Override
    void close();
}
