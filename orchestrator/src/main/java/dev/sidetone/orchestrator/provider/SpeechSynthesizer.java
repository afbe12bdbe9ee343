/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.orchestrator.agent.AgentPlan;

/** A text-to-speech service, shared by all calls. */
public interface SpeechSynthesizer extends AutoCloseable {

    /** Its name in configuration and turn records. */
    String vendor();

    /**
     * True when speaking asks somebody over the network, so that nothing is spoken before a call
     * wants it.
     */
    default boolean remote() {
        return false;
    }

    /**
     * Opens one call's stream; does not block.
     *
     * @param format the wire format the audio is wanted in
     * @param mailbox receives audio, and {@link VoiceEvent}s as {@code VOICE} facts, in the order
     *     the clauses were given
     */
    Stream open(AgentPlan.Voice voice, AudioFormat format, Mailbox mailbox);

    @Override
    void close();

    /** One call's use of the voice. All methods on the call's worker; none blocks. */
    interface Stream {

        /**
         * Something will be spoken soon (the caller began to speak, or the model to write): sees to
         * a connection that stands by then. Harmless at any time.
         */
        default void warm() {}

        /**
         * Speaks one clause. Audio slots follow, then {@link VoiceEvent.ClauseDone}. {@code
         * BACK_PRESSURED}: the queue to the voice is full; nothing was taken.
         *
         * @param clause counts from 0 within the utterance
         */
        OfferResult speak(int utterance, int clause, String text);

        /**
         * No further clause of this utterance will come, so that a voice which waits for more can
         * end it. Not called for an utterance that was cancelled, or that this voice has no part
         * in.
         */
        default void finish(int utterance) {}

        /**
         * Stops this utterance; audio already under way may still arrive and is dropped by its
         * number.
         */
        void cancel(int utterance);

        /** The call is over. */
        void close();
    }
}
