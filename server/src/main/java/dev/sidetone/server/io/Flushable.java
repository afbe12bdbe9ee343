/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.io;

/** A connection with bytes written and not yet flushed. Worker thread only. */
public interface Flushable {

    /**
     * Flushes once; called by the worker at the end of the cycle in which the connection asked for
     * it.
     */
    void flushNow();
}
