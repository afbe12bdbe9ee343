/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import dev.sidetone.orchestrator.agent.Expectation;

/**
 * Names a compiled grammar. The text is part of it, so that an agent file that was read again never
 * meets a graph of its old version.
 *
 * @param agent the agent's name
 * @param state the expectation's id
 * @param jsgf the grammar
 */
record GrammarKey(String agent, String state, String jsgf) {

    static GrammarKey of(String agent, Expectation expectation) {
        return new GrammarKey(agent, expectation.id(), expectation.jsgf());
    }
}
