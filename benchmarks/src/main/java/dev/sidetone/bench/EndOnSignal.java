/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends what runs when the process is told to end (SIGINT, SIGTERM), and lets it report before the
 * process goes. Closed when the report is written.
 */
final class EndOnSignal implements AutoCloseable {

    private static final int MOST_S = 60;

    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook;

    EndOnSignal(Runnable end) {
        hook =
                new Thread(
                        () -> {
                            end.run();
                            awaitReport();
                        },
                        "sidetone-end");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void awaitReport() {
        try {
            if (!reported.await(MOST_S, TimeUnit.SECONDS)) {
                Terminal.errors().println("sidetone: no report within " + MOST_S + " s");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // the hook runs already, which is what it is for
        }
    }
}
