/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.lifecycle;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has something done every so often, off the thread that keeps the time: one thread calls {@link
 * #round} often, the work runs on the executor. A round whose predecessor is not done is left out.
 */
public final class Repeated {
    private static final Logger LOG = LoggerFactory.getLogger(Repeated.class);
    private final long everyMs;
    private final Executor executor;
    private final LongConsumer work;
    private final AtomicBoolean running = new AtomicBoolean();
    private long lastMs = Long.MIN_VALUE;

    /**
     * Work to be done.
     *
     * @param work told the wall-clock time in ms; one thread at a time
     */
    public Repeated(long everyMs, Executor executor, LongConsumer work) {
        this.everyMs = everyMs;
        this.executor = executor;
        this.work = work;
    }

    /** Has the work done when it is time again; cheap to call often. */
    public void round(long nowMs) {
        // wall-clock time: one that was set back must not stop the work
        if (nowMs >= lastMs && nowMs - everyMs < lastMs) {
            return;
        }
        if (running.compareAndSet(false, true)) {
            lastMs = nowMs;
            executor.execute(() -> run(nowMs));
        }
    }

    private void run(long nowMs) {
        try {
            work.accept(nowMs);
        } catch (RuntimeException failed) {
            LOG.error("a round failed", failed);
        } finally {
            running.set(false);
        }
    }
}
