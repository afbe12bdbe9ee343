/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import dev.sidetone.media.inbox.InboxSlot;

/**
 * What a worker runs: one call. Created by the server, added to its worker on the worker's thread,
 * and from then on touched by that thread only; closed by the worker once {@link #isDone()}.
 * Whatever a method throws is caught by the worker, counted, and answered by {@link #onFault}: no
 * other call notices.
 */
public interface CallTask {

    /** The key under which the worker's inbox knows this call; unique per worker for ever. */
    long callKey();

    /** First call of all, on the worker. */
    void onStart(long nowNs);

    /** A slot addressed to this call. The slot is valid until this method returns. */
    void onSlot(InboxSlot slot, long nowNs);

    /** The call's alarm (see {@link CallAlarm}) is due. */
    void onAlarm(long nowNs);

    /**
     * A fact meant for this call was refused by a full inbox: state is no longer complete, so the
     * call must end, typed.
     */
    void onFactRefused(long nowNs);

    /** One of the methods above threw: the call must end as a server error. */
    void onFault(Throwable error, long nowNs);

    /** True once nothing is left to do; the worker then removes and closes the call. */
    boolean isDone();

    /** Releases what the call holds. Called once, on the worker. */
    void close();
}
