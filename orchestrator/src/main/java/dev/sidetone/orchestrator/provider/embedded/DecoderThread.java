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
 * threw is built anew, and the thread goes on. While it cannot be built (no memory, say) the thread
 * leaves the work to the others; the last one answers each request by a failure, at once. The lock
 * is between this thread and one that prepares grammars; no worker ever takes it.
 */
final class DecoderThread {

    private static final long JOIN_MS = 2000;

    /** Before a decoder that could not be built is tried again; doubles with each failure. */
    private static final long FIRST_PAUSE_NS = 1_000_000_000L;

    private static final long LONGEST_PAUSE_NS = 60_000_000_000L;

    private final BoundedWork<RecognitionStream> queue;
    private final UtteranceDecoder.Factory decoders;
    private final Set<GrammarKey> prepared;
    private final RecognizerCounters counters;
    private final LongSupplier clockNs;
    private final long maxQueueNs;
    private final ReentrantLock decoding = new ReentrantLock();
    private final Thread thread;

    /** Written with the lock held. */
    private volatile @Nullable UtteranceDecoder decoder;

    private long retryNs = Long.MIN_VALUE;
    private long pauseNs = FIRST_PAUSE_NS;

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
        decoder();
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
        while (!queue.isClosed() && !Thread.currentThread().isInterrupted()) {
            try {
                rebuildWhenDue();
                RecognitionStream stream = next();
                if (stream != null) {
                    serve(stream);
                }
            } catch (Throwable e) {
                // Whatever it was, the next utterance must find this thread alive.
                counters.broken.increment();
            }
        }
    }

    /** The next stream to serve; null when there is none for this thread just now. */
    private @Nullable RecognitionStream next() {
        if (decoder != null) {
            return queue.take();
        }
        long leftNs = Math.max(1, retryNs - clockNs.getAsLong());
        if (counters.standing.get() > 0) {
            // Others can do what this one cannot.
            queue.awaitClose(leftNs);
            return null;
        }
        return queue.take(leftNs);
    }

    private void serve(RecognitionStream stream) {
        RecognitionStream.Request request = stream.takePending();
        if (request == null) {
            return;
        }
        if (clockNs.getAsLong() - request.queuedNs() > maxQueueNs) {
            counters.late.increment();
            stream.fail(request, ProviderFailure.Kind.TIMED_OUT, "waited too long for a decoder");
        } else {
            rebuildWhenDue();
            answer(stream, request);
        }
    }

    private void answer(RecognitionStream stream, RecognitionStream.Request request) {
        long startNs = clockNs.getAsLong();
        decoding.lock();
        try {
            UtteranceDecoder ready = decoder;
            if (ready == null) {
                counters.broken.increment();
                stream.fail(request, ProviderFailure.Kind.BROKEN, "no decoder could be built");
            } else {
                stream.answer(request, decode(ready, request));
            }
        } catch (GrammarException e) {
            counters.rejected.increment();
            stream.fail(request, ProviderFailure.Kind.REJECTED, String.valueOf(e.getMessage()));
        } catch (Throwable e) {
            counters.broken.increment();
            // Its caches may be torn, so nothing of it is used again. The next request waits for
            // the new one.
            drop();
            stream.fail(
                    request,
                    ProviderFailure.Kind.BROKEN,
                    "the decoder failed: " + e.getClass().getSimpleName());
        } finally {
            decoding.unlock();
            counters.busyNs.add(clockNs.getAsLong() - startNs);
        }
    }

    private String decode(UtteranceDecoder ready, RecognitionStream.Request request) {
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

    /** Builds a decoder that is missing; what fails is tried again later, and ever later. */
    private void rebuildWhenDue() {
        if (decoder != null || clockNs.getAsLong() < retryNs) {
            return;
        }
        decoding.lock();
        try {
            UtteranceDecoder fresh = decoder();
            prepared.forEach(fresh::prepare);
            retryNs = Long.MIN_VALUE;
            pauseNs = FIRST_PAUSE_NS;
        } catch (Throwable e) {
            counters.unbuilt.increment();
            drop();
            retryNs = clockNs.getAsLong() + pauseNs;
            pauseNs = Math.min(2 * pauseNs, LONGEST_PAUSE_NS);
        } finally {
            decoding.unlock();
        }
    }

    private UtteranceDecoder decoder() {
        UtteranceDecoder ready = decoder;
        if (ready == null) {
            ready = decoders.create();
            decoder = ready;
            counters.standing.incrementAndGet();
        }
        return ready;
    }

    private void drop() {
        if (decoder != null) {
            decoder = null;
            counters.standing.decrementAndGet();
        }
    }
}
