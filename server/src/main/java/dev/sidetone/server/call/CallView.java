/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.link.Termination;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call as the API shows it. Immutable; a new one is published with each fact.
 *
 * @param startedAt when the server heard of it
 * @param termination null while the call lives
 * @param durationMs null while the call lives
 * @param failures of providers and tools so far
 * @param lastFailure whose and which in two words; null for none
 */
public record CallView(
        String callId,
        String agent,
        String transport,
        Instant startedAt,
        List<TurnRecord> turns,
        @Nullable Termination termination,
        @Nullable Long durationMs,
        @Nullable Long framesIn,
        int failures,
        @Nullable String lastFailure) {
    public CallView {
        turns = List.copyOf(turns);
    }

    /** True until the call ended. */
    public boolean live() {
        return termination == null;
    }
}
