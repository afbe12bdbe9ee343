/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.journal;

import dev.sidetone.orchestrator.link.Termination;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ToolOutcome;

/** A fact about a call that is worth keeping. Immutable. */
public sealed interface CallEvent {

    /** The call's id: the carrier's, unique. */
    String callId();

    /** The call was opened on its worker. */
    record Started(String callId, String agent, String transport) implements CallEvent {}

    /** A turn is complete: its answer was played, cut, or never came. */
    record TurnEnded(String callId, TurnRecord turn) implements CallEvent {}

    /** A provider failed; {@code stage} is {@code stt}, {@code llm} or {@code tts}. */
    record ProviderFailed(String callId, String stage, ProviderFailure failure)
            implements CallEvent {}

    /** A tool call ended. */
    record ToolEnded(String callId, String tool, ToolOutcome.Status status, long elapsedMs)
            implements CallEvent {}

    /**
     * The call is over.
     *
     * @param audioOutMs audio written to the carrier, also what was cleared before it was heard
     */
    record Ended(
            String callId, Termination termination, long durationMs, long framesIn, long audioOutMs)
            implements CallEvent {}
}
