/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.orchestrator.agent.AgentPlan;
import dev.sidetone.orchestrator.agent.Expectation;

/** A speech-to-text service, shared by all calls. */
public interface SpeechRecognizer extends AutoCloseable {

    RecognizerTraits traits();

    /**
     * Brings up what calls of this agent will need (grammars, models), off the workers; may block.
     * Called before the first call of the agent, and again harmlessly.
     */
    void prepare(AgentPlan agent, Iterable<Expectation> expectations);

    /**
     * Opens a stream for one call; worker thread, does not block.
     *
     * @param format the audio that will be offered
     * @param mailbox receives {@link RecognitionEvent}s as {@code RECOGNITION} facts
     */
    Stream open(AgentPlan agent, AudioFormat format, Mailbox mailbox);

    @Override
    void close();

    /**
     * One call's recognition. All methods on the call's worker; none blocks. Between {@link #begin}
     * and {@link #end} lies one caller's turn.
     */
    interface Stream {

        /** What the caller may say next; before the turn begins, or during it. */
        void expect(Expectation expectation);

        /** The caller began to speak; pre-roll follows first. */
        void begin();

        /**
         * Audio in the format given at open; copied. Recognisers whose traits say {@code
         * continuous} get every frame of the call, others only frames between begin and end. {@code
         * BACK_PRESSURED}: dropped and counted.
         */
        OfferResult audio(byte[] audio, int offset, int length);

        /**
         * The caller paused: answer with {@link RecognitionEvent.Final} carrying this number as
         * soon as possible, for everything since begin. If speech goes on, more audio follows and a
         * later request supersedes this one.
         *
         * @param request grows with each request of the call
         */
        void requestFinal(int request);

        /**
         * As {@link #requestFinal}, because of the {@link RecognitionEvent.SpeechEnded} that the
         * recogniser told last: no word came after it.
         */
        default void requestDeclaredFinal(int request) {
            requestFinal(request);
        }

        /** The caller has paused and may be done; a request for the final may follow. */
        default void paused() {}

        /** The caller goes on in the same turn; a final that was asked for is void. */
        default void resumed() {}

        /**
         * The turn is over; what was buffered for it is dropped, and finals still under way are not
         * wanted.
         */
        void end();

        /** The call is over. */
        void close();
    }
}
