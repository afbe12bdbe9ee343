/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The I/O side of a worker that has no sockets: stepped workers, and workers fed by other threads
 * only.
 */
public final class NoIo implements WorkerIo {
    private volatile @Nullable Thread waiting;

    @Override
    public int poll(long budgetNs) {
        return 0;
    }

    @Override
    public void flush() {
        // Nothing was written.
    }

    @Override
    public void await(long maxNs) {
        waiting = Thread.currentThread();
        LockSupport.parkNanos(this, maxNs);
        waiting = null;
    }

    @Override
    public void wakeup() {
        LockSupport.unpark(waiting);
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
