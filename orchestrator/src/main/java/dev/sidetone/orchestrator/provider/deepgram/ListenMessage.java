/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

/** What the service says, as far as a call needs it. Times are its own, from the stream's start. */
sealed interface ListenMessage {

    /**
     * Words of a stretch of audio.
     *
     * @param endMs how far into its audio the stretch reaches
     * @param isFinal they will not change any more
     * @param speechFinal the speaker has fallen silent
     * @param fromFinalize they answer a {@code Finalize}
     */
    record Results(
            long endMs,
            String transcript,
            float confidence,
            boolean isFinal,
            boolean speechFinal,
            boolean fromFinalize)
            implements ListenMessage {

        /** The same in a stream whose connection began there. */
        Results placedAfter(long startMs) {
            return new Results(
                    startMs + endMs, transcript, confidence, isFinal, speechFinal, fromFinalize);
        }
    }

    /** No word followed the last one for as long as was asked for. */
    record UtteranceEnd(long lastWordEndMs) implements ListenMessage {}

    /** The service gives up. */
    record Trouble(String code) implements ListenMessage {
        private static final int LONGEST_SHOWN = 60;

        /** The code as a log may show it. */
        String printable() {
            String plain = code.replaceAll("[^A-Za-z0-9_.-]", "");
            return plain.substring(0, Math.min(plain.length(), LONGEST_SHOWN));
        }
    }

    /** Nothing for a call: {@code Metadata}, {@code SpeechStarted}, whatever comes to be. */
    record Other() implements ListenMessage {
        static final Other INSTANCE = new Other();
    }
}
