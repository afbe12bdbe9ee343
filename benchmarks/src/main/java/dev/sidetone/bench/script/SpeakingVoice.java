/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.script;

/** A voice that a caller speaks with. One thread at a time. */
public interface SpeakingVoice {

    /** Speech of a text, 8 kHz. */
    short[] speak(String text);
}
