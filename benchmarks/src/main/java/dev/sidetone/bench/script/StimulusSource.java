/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.script;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Turns what a script names into audio. Called before the call, on the thread that reads the
 * script; may take its time.
 */
public interface StimulusSource {

    /** Speech of a text. */
    Stimulus say(String text) throws IOException;

    /**
     * A WAV file, with its annotation where there is one. The exception says what is wrong with the
     * file.
     */
    Stimulus wav(Path file) throws IOException;
}
