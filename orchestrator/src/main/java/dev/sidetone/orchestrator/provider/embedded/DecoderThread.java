/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import dev.sidetone.orchestrator.provider.ProviderFailure;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread with a warm decoder of its own. Lives as long as the recogniser; a decoder that
 * threw is built anew, and the thread goes on. The lock is between this thread and one that
 * prepares grammars; no worker ever takes it.
 */
final class DecoderThread {

    private static final long JOIN_MS = 2000;

    private final BoundedWork<RecognitionStream> queue;
    private final UtteranceDecoder.Factory decoders;
    private final Set<GrammarKey> prepared;
    private final RecognizerCounters counters;
    private final LongSupplier clockNs;
    private final long maxQueueNs;
    private final ReentrantLock decoding = new ReentrantLock();
    private final Thread thread;
    private @Nullable UtteranceDecoder decoder;

    DecoderThread(
            String name,
            BoundedWork<RecognitionStream> queue,
            UtteranceDecoder.Factory decoders,
            Set<GrammarKey> prepared,
            RecognizerCounters counters,
            LongSupplier clockNs,
            long maxQueueNs) {
        this.queue = queue;
        this.decoders = decoders;
        this.prepared = prepared;
        this.counters = counters;
        this.clockNs = clockNs;
        this.maxQueueNs = maxQueueNs;
        this.decoder = decoders.create();
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void join() {
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Any thread; waits for the utterance under way. */
    void prepare(Set<GrammarKey> grammars) {
        decoding.lock();
        try {
            UtteranceDecoder ready = decoder();
            grammars.forEach(ready::prepare);
        } finally {
            decoding.unlock();
        }
    }

    private void run() {
        for (RecognitionStream stream = queue.take(); stream != null; stream = queue.take()) {
            RecognitionStream.Request request = stream.takePending();
            if (request == null) {
                continue;
            }
            if (clockNs.getAsLong() - request.queuedNs() > maxQueueNs) {
                counters.late.increment();
                stream.fail(
                        request, ProviderFailure.Kind.TIMED_OUT, "waited too long for a decoder");
            } else {
                answer(stream, request);
            }
        }
    }

    private void answer(RecognitionStream stream, RecognitionStream.Request request) {
        long startNs = clockNs.getAsLong();
        decoding.lock();
        try {
            stream.answer(request, decode(request));
        } catch (GrammarException e) {
            counters.rejected.increment();
            stream.fail(request, ProviderFailure.Kind.REJECTED, String.valueOf(e.getMessage()));
        } catch (Exception
                | LinkageError
                | StackOverflowError
                | OutOfMemoryError
                | AssertionError e) {
            counters.broken.increment();
            // Its caches may be torn, so nothing of it is used again. The next request waits for
            // the new one.
            decoder = null;
            stream.fail(
                    request,
                    ProviderFailure.Kind.BROKEN,
                    "the decoder failed: " + e.getClass().getSimpleName());
            rebuild();
        } finally {
            decoding.unlock();
            counters.busyNs.add(clockNs.getAsLong() - startNs);
        }
    }

    private String decode(RecognitionStream.Request request) {
        UtteranceDecoder ready = decoder();
        if (ready.prepare(request.grammar())) {
            counters.compiledLate.increment();
        }
        String text = ready.decode(request.grammar(), request.audio());
        counters.decoded.increment();
        if (text.isEmpty()) {
            counters.notUnderstood.increment();
        }
        return text;
    }

    private void rebuild() {
        try {
            UtteranceDecoder fresh = decoder();
            prepared.forEach(fresh::prepare);
        } catch (RuntimeException e) {
            // Counted already; the next request tries again and says so if it fails again.
            decoder = null;
        }
    }

    private UtteranceDecoder decoder() {
        UtteranceDecoder ready = decoder;
        if (ready == null) {
            ready = decoders.create();
            decoder = ready;
        }
        return ready;
    }
}
