/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

/**
 * A grammar that cannot be used; the message names the agent, the state of the conversation and the
 * cause.
 */
public final class GrammarException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    GrammarException(String message) {
        super(message);
    }

    /** The same cause, with the agent and the state it was found in. */
    GrammarException in(String agent, String state) {
        GrammarException named =
                new GrammarException(
                        "agent '" + agent + "', state '" + state + "': " + getMessage());
        named.initCause(this);
        return named;
    }
}
