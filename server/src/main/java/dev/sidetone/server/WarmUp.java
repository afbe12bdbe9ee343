/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.server.carrier.twilio.TwilioWarmUp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a server to speed before its port opens: an echo call and one turn of a conversation, both
 * in-process, so that the first caller is answered as fast as the second. Nothing is stored or
 * counted and nobody outside is asked. Runs on the thread that starts the server and two of its
 * own, which end with it.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final int THREADS = 2;

    private WarmUp() {}

    /** Returns when everything is warm; what fails to warm up is logged, and no reason to stop. */
    static void run(CallParts parts) throws InterruptedException {
        var threads = Thread.ofPlatform().daemon().name("warm-up-", 0).factory();
        try (ExecutorService warm = Executors.newFixedThreadPool(THREADS, threads)) {
            List<Future<Boolean>> rehearsed = new ArrayList<>();
            rehearsed.add(
                    warm.submit(
                            () -> TwilioWarmUp.run(parts.agents(), parts.rehearsalFactory()) > 0));
            parts.warmUp();
            for (Rehearsal rehearsal : parts.rehearsals()) {
                rehearsed.add(
                        warm.submit(() ->
                                TwilioWarmUp.converse(
                                        parts.agents(),
                                        parts.rehearsalFactory(),
                                        rehearsal.agent(),
                                        rehearsal.speech())));
            }
            for (Future<Boolean> turn : rehearsed) {
                if (!turn.get()) {
                    LOG.warn("a rehearsed call got no answer; the first caller may wait longer");
                }
            }
        } catch (ExecutionException failed) {
            LOG.warn("a rehearsed call failed; the first caller may wait longer", failed);
        }
    }
}
