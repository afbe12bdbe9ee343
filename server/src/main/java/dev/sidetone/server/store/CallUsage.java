/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store;

import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call used, as far as the server knows it.
 *
 * @param framesIn of 20 ms, from the caller
 * @param audioOutMs written to the carrier, also what was cleared before it was heard
 * @param callerChars of the recogniser's words, in the turns still known at the end
 * @param agentChars of the agent's words in those, spoken or cut
 */
public record CallUsage(long framesIn, long audioOutMs, long callerChars, long agentChars) {
    private static final int FRAME_MS = 20;

    /** Counts the words of these turns. */
    public static CallUsage of(long framesIn, long audioOutMs, List<TurnRecord> turns) {
        long caller = 0;
        long agent = 0;
        for (TurnRecord turn : turns) {
            caller += length(turn.callerText());
            agent += length(turn.agentText());
        }
        return new CallUsage(framesIn, audioOutMs, caller, agent);
    }

    public long audioInMs() {
        return framesIn * FRAME_MS;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
