/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.List;

/**
 * One call as the report tells it.
 *
 * @param call the caller's side
 * @param turns both sides' view of each turn
 * @param checks what had to hold in this call
 * @param nextVerb what the carrier would do after the stream; empty if nothing
 */
public record CallOutcome(
        CallResult call, List<TurnRecord> turns, List<Check> checks, String nextVerb) {
    public CallOutcome {
        turns = List.copyOf(turns);
        checks = List.copyOf(checks);
    }

    /** Whether the call did what was asked. */
    public boolean succeeded() {
        return call.completed() && checks.stream().allMatch(Check::held);
    }
}
