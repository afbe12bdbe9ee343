/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store;

import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.link.Termination;

/**
 * Something to be kept about a call. Immutable. Each names its call in full, so that one that was
 * lost takes no other with it.
 */
public sealed interface StoreRecord {

    /** The call it is about. */
    CallHead call();

    /** The call began. */
    record Started(CallHead call) implements StoreRecord {}

    /** A turn is complete. */
    record Turn(CallHead call, TurnRecord turn) implements StoreRecord {}

    /** The call is over. */
    record Ended(
            CallHead call,
            Termination termination,
            long durationMs,
            CallUsage usage,
            MrlSummary mrl)
            implements StoreRecord {}
}
