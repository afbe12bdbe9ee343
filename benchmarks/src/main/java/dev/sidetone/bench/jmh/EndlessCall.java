/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.worker.CallTask;

/** A call that does nothing of itself and never ends; a fault in it ends the measurement. */
abstract class EndlessCall implements CallTask {

    private final long callKey;

    EndlessCall(long callKey) {
        this.callKey = callKey;
    }

    @Override
    public final long callKey() {
        return callKey;
    }

    @Override
    public final void onStart(long nowNs) {}

    @Override
    public final void onAlarm(long nowNs) {}

    @Override
    public final void onFactRefused(long nowNs) {}

    @Override
    public final void onFault(Throwable error, long nowNs) {
        throw new IllegalStateException("a call failed", error);
    }

    @Override
    public final boolean isDone() {
        return false;
    }

    @Override
    public final void close() {}
}
