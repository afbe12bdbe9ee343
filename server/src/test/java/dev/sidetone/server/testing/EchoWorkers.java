/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.testing;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.orchestrator.provider.net.CallIos;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Any number of echo calls, and the workers they live on. */
public final class EchoWorkers extends EchoOnly {
    private final CompletableFuture<CallIos> ios = new CompletableFuture<>();

    public EchoWorkers() {
        super(Integer.MAX_VALUE);
    }

    @Override
    public void attach(CallIos theirs, Counters counters) {
        ios.complete(theirs);
    }

    /** The workers' own connections, once the server has them. */
    public CallIos ios() throws Exception {
        return ios.get(10, TimeUnit.SECONDS);
    }
}
