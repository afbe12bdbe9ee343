/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider;

import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.Expectation;
import java.util.List;

/** A language model, shared by all calls. */
public interface LanguageModel extends AutoCloseable {

    /** Its name in configuration and turn records. */
    String vendor();

    /**
     * Every expectation a conversation with this agent can lead to, so that recognisers can
     * prepare; may be empty.
     */
    List<Expectation> expectations(AgentPlan agent);

    /**
     * Opens one call's stream; worker thread, does not block.
     *
     * @param mailbox receives {@link ModelEvent}s as {@code MODEL} facts
     */
    Stream open(AgentPlan agent, Mailbox mailbox);

    @Override
    void close();

    /** One call's use of the model. All methods on the call's worker; none blocks. */
    interface Stream {

        /**
         * What the caller may say before anything was generated, that is after the greeting; null
         * when unknown.
         */
        @org.jspecify.annotations.Nullable
        Expectation opening();

        /**
         * The caller began to speak, so an answer will be wanted soon: sees to a connection that
         * stands by then. Harmless at any time.
         */
        default void warm() {}

        /**
         * Generates what the agent says next to the messages so far; answers with events that carry
         * {@code generation}, a number of the call's own that only grows. At most one runs at a
         * time: a new one cancels what ran.
         */
        void generate(int generation, List<Message> messages);

        /**
         * Stops this generation; events already under way may still arrive and are dropped by their
         * number.
         */
        void cancel(int generation);

        /** The call is over. */
        void close();
    }
}
