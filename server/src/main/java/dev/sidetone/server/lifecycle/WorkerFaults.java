/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.lifecycle;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.agrona.ErrorHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what workers and their calls throw. Each fault, told apart by its class and the place that
 * threw it, is logged once, off the worker; the worker counts every one. Bounded: after {@value
 * #MAX_KINDS} different ones no more are logged.
 */
public final class WorkerFaults implements ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerFaults.class);
    private static final int MAX_KINDS = 100;

    private final Executor offWorker;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    public WorkerFaults(Executor offWorker) {
        this.offWorker = offWorker;
    }

    @Override
    public void onError(Throwable fault) {
        if (seen.size() < MAX_KINDS && seen.add(kind(fault))) {
            offWorker.execute(() ->
                    LOG.error("fault on a worker; further ones like it are only counted", fault));
        }
    }

    private static String kind(Throwable fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        return fault.getClass().getName() + (trace.length == 0 ? "" : "@" + trace[0]);
    }
}
