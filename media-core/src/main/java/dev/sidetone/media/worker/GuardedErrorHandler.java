/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import org.agrona.ErrorHandler;

/** An error handler that throws must not break the wall between calls: its fault is counted. */
record GuardedErrorHandler(ErrorHandler handler, Counters counters) implements ErrorHandler {

    @Override
    public void onError(Throwable error) {
        try {
            handler.onError(error);
        } catch (Throwable e) {
            counters.increment(MediaCounter.WORKER_FAULTS);
        }
    }
}
