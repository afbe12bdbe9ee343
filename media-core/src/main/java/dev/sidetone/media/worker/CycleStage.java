/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

/**
 * Work for all calls of a worker at once, done once a cycle after its inbox, its timers and its
 * flush, so that nothing said in the cycle waits for it. Added to its worker before that runs or on
 * its thread, and closed by it after the last call. What it throws is counted as a fault of the
 * worker, and the cycle goes on.
 */
public interface CycleStage extends AutoCloseable {

    /**
     * Does this cycle's share, bounded to well under a cycle's length in the mean; returns how much
     * was done. Must not touch the inbox.
     */
    int onCycle(long nowNs);

    /** Releases what it holds; on the worker. */
    @Override
    void close();
}
