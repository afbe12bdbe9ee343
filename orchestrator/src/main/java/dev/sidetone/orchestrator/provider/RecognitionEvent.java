/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider;

/** What a recogniser reports. Travels as a {@code RECOGNITION} slot. */
public sealed interface RecognitionEvent {

    /**
     * The words since begin.
     *
     * @param request the number given to {@code requestFinal}
     * @param text words, in lower case unless the recogniser was asked to format them; empty when
     *     there was speech but nothing was understood
     * @param confidence 0 to 1, or NaN where the recogniser has none
     */
    record Final(int request, String text, float confidence) implements RecognitionEvent {}

    /**
     * The recogniser declares the end of the caller's speech by itself.
     *
     * @param audioMs how much of the call's audio, as it was offered, that was decided on
     * @param silenceMs the silence that was asked for
     */
    record SpeechEnded(long audioMs, int silenceMs) implements RecognitionEvent {}

    /** The recogniser failed for this request; the stream stays usable. */
    record Failed(int request, ProviderFailure failure) implements RecognitionEvent {}
}
