/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.leg;

import dev.sidetone.orchestrator.turn.TurnSignal;

/** What an inbound leg tells its conversation; on the worker, inside the leg's own call. */
public interface SpeechListener {

    /**
     * The caller's speech changed state. Comes before the audio of the frame in which it was
     * noticed.
     */
    void onTurnSignal(TurnSignal signal, long nowNs);

    /** Audio of the caller's turn in the wire's codec, pre-roll first. */
    void onSpeechAudio(byte[] audio, int offset, int length);

    /** A frame in the wire's codec, whether speech or not; for recognisers that want all of it. */
    void onAnyAudio(byte[] audio, int offset, int length);
}
