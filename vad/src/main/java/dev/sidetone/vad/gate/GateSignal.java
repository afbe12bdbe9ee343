/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.gate;

/** What a block changed. */
public enum GateSignal {
    /** Nothing. */
    NONE,
    /** Enough speech was heard: speech began, at {@link SpeechGate#speechStartMs()}. */
    OPENED,
    /** The speech was over for the hangover, at {@link SpeechGate#lastSpeechMs()}. */
    CLOSED
}
