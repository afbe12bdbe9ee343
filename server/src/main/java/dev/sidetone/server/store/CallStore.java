/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.Counters;

/**
 * Where calls are kept beyond their end. Opened by the composition root before the first call,
 * closed by it after the last one.
 */
public interface CallStore extends AutoCloseable {

    /** Told of each call whose end is kept from now on, whatever happens to this process. */
    @FunctionalInterface
    interface Listener {

        /** The end of this call is kept; the store's thread, must not block. */
        void stored(CallHead call);
    }

    /** Begins to take records; once. */
    void start(Counters counters, Listener listener);

    /**
     * Takes a record; records thread, never blocks. {@code BACK_PRESSURED}: no room, the record is
     * lost and counted. {@code CLOSED}: this store keeps nothing, or keeps nothing any more.
     */
    OfferResult offer(StoreRecord entry);

    /** The greatest key of a call that was kept when this store was opened; 0 for none. */
    long lastKey();

    /** What is kept. */
    StoredCalls calls();

    /** How it does; any thread, never blocks. */
    StoreStatus status();

    /** Writes what it has taken, as far as it can, and closes. */
    @Override
    void close();
}
