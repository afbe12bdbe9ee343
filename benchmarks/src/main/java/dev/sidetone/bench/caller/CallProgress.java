/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

/**
 * What a call tells while it runs. Published on the thread of the caller's loop: a listener hands
 * it on and returns.
 */
public sealed interface CallProgress {

    /** The stream is open. */
    record Connected(String callSid) implements CallProgress {}

    /** The caller begins to speak or to press keys. */
    record CallerBegan(CallerTurn turn) implements CallProgress {}

    /** Nothing more is coming for this turn. */
    record TurnOver(TurnFigures figures) implements CallProgress {}
}
