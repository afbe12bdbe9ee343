/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider;

import dev.sidetone.orchestrator.agent.Expectation;
import org.jspecify.annotations.Nullable;

/** What a model reports while it generates. Travels as a {@code MODEL} slot. */
public sealed interface ModelEvent {

    /** The number it was asked for with; a stale one is dropped on arrival. */
    int generation();

    /** A piece of text, as small as the model streams it. */
    record Token(int generation, String text) implements ModelEvent {}

    /** It goes on, with what is not to be spoken: what it writes for a tool. */
    record Working(int generation) implements ModelEvent {}

    /** The model wants a tool; after its outcome it is asked again, with a number of its own. */
    record ToolWanted(int generation, ToolCall call) implements ModelEvent {}

    /**
     * The answer is complete.
     *
     * @param next what to do once it was spoken
     * @param expectation what the caller may say next; null when unknown
     */
    record Finished(int generation, Next next, @Nullable Expectation expectation)
            implements ModelEvent {}

    /** Generation failed. */
    record Failed(int generation, ProviderFailure failure) implements ModelEvent {}

    /** What follows an utterance. */
    enum Next {
        /** Listen. */
        LISTEN,
        /** End the call. */
        HANG_UP,
        /** End the stream so that a person takes over. */
        HAND_OVER
    }
}
