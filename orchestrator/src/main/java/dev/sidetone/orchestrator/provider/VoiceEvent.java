/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider;

import org.jspecify.annotations.Nullable;

/**
 * What a voice reports besides audio. Travels as a {@code VOICE} slot, behind the audio it speaks
 * of.
 */
public sealed interface VoiceEvent {

    /** The agent's utterance this belongs to; a stale number is dropped on arrival. */
    int utterance();

    /**
     * All audio of the clause was delivered.
     *
     * @param samples how many samples of the wire format it has
     * @param alignment where its words lie; null where the voice knows none, then proportion serves
     */
    record ClauseDone(int utterance, int clause, long samples, @Nullable Alignment alignment)
            implements VoiceEvent {}

    /** The clause could not be spoken. */
    record Failed(int utterance, int clause, ProviderFailure failure) implements VoiceEvent {}

    /**
     * Text positions against sample positions, both within the clause and growing; entry i says
     * that the text up to {@code chars[i]} has been spoken at {@code samples[i]}.
     */
    final class Alignment {
        private final int[] chars;
        private final long[] samples;

        /** Takes the arrays as they are; the caller must not change them any more. */
        public Alignment(int[] chars, long[] samples) {
            if (chars.length != samples.length) {
                throw new IllegalArgumentException("chars and samples differ in length");
            }
            this.chars = chars;
            this.samples = samples;
        }

        /** Length of the text that was spoken after this many samples. */
        public int charsAt(long samplesPlayed) {
            int spoken = 0;
            for (int i = 0; i < samples.length && samples[i] <= samplesPlayed; i++) {
                spoken = chars[i];
            }
            return spoken;
        }
    }
}
