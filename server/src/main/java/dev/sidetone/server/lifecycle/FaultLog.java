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
 * Hears what our own code throws: workers, their calls, and the sockets of carriers and providers.
 * Each fault, told apart by its class and the place that threw it, is logged once, off the thread
 * that threw it; whoever tells counts every one. What an exception says of itself is left out: it
 * may quote a caller or a key. Any thread. Bounded: after {@value #MAX_KINDS} different ones no
 * more are logged.
 */
public final class FaultLog implements ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);
    private static final int MAX_KINDS = 100;

    /** Chains of causes may be rings. */
    private static final int MAX_CAUSES = 8;

    private static final int MAX_FRAMES = 200;

    private final Executor elsewhere;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /**
     * A log.
     *
     * @param elsewhere where the logging is done; it must take a task without waiting
     */
    public FaultLog(Executor elsewhere) {
        this.elsewhere = elsewhere;
    }

    @Override
    public void onError(Throwable fault) {
        if (seen.size() < MAX_KINDS && seen.add(kind(fault))) {
            elsewhere.execute(() ->
                    LOG.error(
                            "a fault of our own; further ones like it are only counted: {}",
                            trace(fault)));
        }
    }

    private static String kind(Throwable fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        return fault.getClass().getName() + (trace.length == 0 ? "" : "@" + trace[0]);
    }

    /** Its class, its stack, and those of its causes, as Java prints them, without their words. */
    static String trace(Throwable fault) {
        StringBuilder text = new StringBuilder();
        Throwable next = fault;
        for (int depth = 0; next != null && depth < MAX_CAUSES; depth++) {
            text.append(depth == 0 ? "" : "\nCaused by: ").append(next.getClass().getName());
            StackTraceElement[] frames = next.getStackTrace();
            for (int i = 0; i < frames.length && i < MAX_FRAMES; i++) {
                text.append("\n\tat ").append(frames[i]);
            }
            next = next.getCause();
        }
        return text.toString();
    }
}
