/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.journal;

import dev.sidetone.media.OfferResult;

/** Where a worker leaves the facts of its calls. */
public interface CallJournal {

    /**
     * Takes a fact; any worker thread, never blocks. {@code BACK_PRESSURED}: dropped, and counted
     * by its call.
     */
    OfferResult offer(CallEvent event);
}
