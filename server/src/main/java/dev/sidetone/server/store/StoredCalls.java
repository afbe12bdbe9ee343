/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store;

import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.List;
import java.util.Optional;

/**
 * Questions to a store; virtual threads, each waits for its answer. Only calls that have ended are
 * told of: those that live are known elsewhere.
 */
public interface StoredCalls {

    /**
     * The newest calls that match, newest first.
     *
     * @throws StoreUnavailable when there are too many questions already, or the store fails
     */
    List<CallRow> page(CallQuery query) throws StoreUnavailable;

    /**
     * The last call of that id.
     *
     * @throws StoreUnavailable as above
     */
    Optional<CallRow> find(String callId) throws StoreUnavailable;

    /**
     * The last turns of a call, in their order.
     *
     * @throws StoreUnavailable as above
     */
    List<TurnRecord> turns(CallRow call, int last) throws StoreUnavailable;
}
