/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

/**
 * The I/O side of a worker, driven by the worker's own thread. {@code server.io} implements it on a
 * Netty event loop; a stepped test on nothing at all.
 */
public interface WorkerIo extends AutoCloseable {

    /** First call of all, on the worker's thread, which owns the loop from here on. */
    default void onStart() {}

    /**
     * Handles the I/O that is ready, without waiting, bounded to about {@code budgetNs}; returns
     * how much was done.
     */
    int poll(long budgetNs);

    /** Flushes every connection written to since the last flush, each once. */
    void flush();

    /**
     * Waits until I/O is ready, {@link #wakeup()} is called or {@code maxNs} have passed, as the
     * configured wait mode says.
     */
    void await(long maxNs);

    /** Ends a running {@link #await} soon; any thread may call. */
    void wakeup();

    /** Closes the loop; on the worker, after its last call ended. */
    @Override
    void close();
}
