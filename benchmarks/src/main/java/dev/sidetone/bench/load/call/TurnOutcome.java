/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.caller.TurnFigures;

/**
 * One turn of a caller, as it ended.
 *
 * @param callSid the call
 * @param figures the caller's clock
 * @param endOfSpeechMs in stream time of the call
 * @param endNs the same on the run's clock
 * @param phrase number of the phrase that was said, 0 when it was not coded
 * @param verdict what became of it
 * @param measured whether it ended inside the measured window
 */
public record TurnOutcome(
        String callSid,
        TurnFigures figures,
        double endOfSpeechMs,
        long endNs,
        int phrase,
        Verdict verdict,
        boolean measured) {

    /** The same turn with another verdict. */
    public TurnOutcome judged(Verdict other) {
        return new TurnOutcome(callSid, figures, endOfSpeechMs, endNs, phrase, other, measured);
    }

    /** What became of a turn. */
    public enum Verdict {
        /** Answered, with the caller's own words where they can be told. */
        ANSWERED,
        /** Not answered within the limit. */
        MISSED,
        /** Answered before the caller had ended. */
        EARLY,
        /** Answered with another phrase than the caller's. */
        FOREIGN,
        /** Answered, but the answer names no phrase. */
        UNCODED,
        /** The call ended first. */
        CUT,
        /** A provider failed in it because it was told to: whatever was heard, nobody judges it. */
        FAULTED
    }
}
