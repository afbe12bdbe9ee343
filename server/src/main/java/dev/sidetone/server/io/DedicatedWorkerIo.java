/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.io;

import dev.sidetone.media.worker.WorkerIo;

/**
 * A worker's I/O in {@code dedicated} mode: its own loop, on which its calls' providers live, and
 * the outbox to the loop of its calls' carriers, woken once a cycle. Worker thread only, as {@link
 * WorkerIo} says.
 */
public final class DedicatedWorkerIo implements WorkerIo {
    private final WorkerIo own;
    private final WorkerOutbox outbox;

    public DedicatedWorkerIo(WorkerIo own, WorkerOutbox outbox) {
        this.own = own;
        this.outbox = outbox;
    }

    @Override
    public void onStart() {
        own.onStart();
    }

    @Override
    public int poll(long budgetNs) {
        return own.poll(budgetNs);
    }

    @Override
    public void flush() {
        try {
            own.flush();
        } finally {
            outbox.flush();
        }
    }

    @Override
    public void await(long maxNs) {
        own.await(maxNs);
    }

    @Override
    public void wakeup() {
        own.wakeup();
    }

    @Override
    public void close() {
        try {
            own.close();
        } finally {
            outbox.flush();
        }
    }
}
