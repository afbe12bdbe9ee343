/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.List;
import java.util.Optional;

/** Keeps nothing: what there is of ended calls is in memory. Stateless. */
public final class NoStore implements CallStore, StoredCalls {
    private static final StoreStatus STATUS = new StoreStatus("none", StoreStatus.OFF, null, 0, 0);

    @Override
    public void start(Counters counters, Listener listener) {
        // nothing will ever be stored
    }

    @Override
    public OfferResult offer(StoreRecord entry) {
        return OfferResult.CLOSED;
    }

    @Override
    public long lastKey() {
        return 0;
    }

    @Override
    public StoredCalls calls() {
        return this;
    }

    @Override
    public StoreStatus status() {
        return STATUS;
    }

    @Override
    public List<CallRow> page(CallQuery query) {
        return List.of();
    }

    @Override
    public Optional<CallRow> find(String callId) {
        return Optional.empty();
    }

    @Override
    public List<TurnRecord> turns(CallRow call, int last) {
        return List.of();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
