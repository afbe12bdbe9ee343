/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

/** A connection with bytes written and not yet flushed. Only on the thread of its loop. */
public interface Flushable {

    /**
     * Flushes once; called at the end of the cycle in which the connection asked for it by {@link
     * CallIo#flushLater}.
     */
    void flushNow();
}
