/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

/**
 * What a decoder thread runs: audio and the grammar it is to be understood by, in; words, out. One
 * thread at a time.
 */
interface UtteranceDecoder {

    /**
     * Makes the grammar ready, if it is not yet.
     *
     * @return true when it had to be compiled
     * @throws GrammarException when it cannot be
     */
    boolean prepare(GrammarKey grammar);

    /**
     * Decodes one utterance.
     *
     * @return lower-case words, empty when nothing was understood
     */
    String decode(GrammarKey grammar, UtteranceAudio audio);

    /** Builds a decoder; some seconds. */
    @FunctionalInterface
    interface Factory {
        UtteranceDecoder create();
    }
}
