/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.RecognitionEvent;
import dev.sidetone.orchestrator.provider.SpeechRecognizer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One call's recognition. Its methods run on the call's worker; a decoder thread takes the pending
 * request and answers it.
 *
 * <p>A stream holds at most one request that waits: a newer one takes its place in the queue. What
 * is answered after its turn ended, or after a newer request was made, is dropped.
 */
final class RecognitionStream implements SpeechRecognizer.Stream {

    private static final int NONE = Integer.MIN_VALUE;

    private final String agent;
    private final AudioFormat format;
    private final Mailbox mailbox;
    private final UtteranceBuffer buffer;
    private final BoundedWork<RecognitionStream> queue;
    private final RecognizerCounters counters;
    private final LongSupplier clockNs;

    private final AtomicReference<@Nullable Request> pending = new AtomicReference<>();

    /** The request whose answer is wanted; written by the worker, read by decoder threads. */
    private volatile int wanted = NONE;

    private @Nullable GrammarKey grammar;
    private boolean listening;
    private boolean closed;

    RecognitionStream(
            String agent,
            AudioFormat format,
            Mailbox mailbox,
            UtteranceBuffer buffer,
            BoundedWork<RecognitionStream> queue,
            RecognizerCounters counters,
            LongSupplier clockNs) {
        this.agent = agent;
        this.format = format;
        this.mailbox = mailbox;
        this.buffer = buffer;
        this.queue = queue;
        this.counters = counters;
        this.clockNs = clockNs;
    }

    @Override
    public void expect(Expectation expectation) {
        GrammarKey now = grammar;
        // The same expectation comes again and again: keep the key whose hash is known.
        if (now == null
                || !now.state().equals(expectation.id())
                || !now.jsgf().equals(expectation.jsgf())) {
            grammar = GrammarKey.of(agent, expectation);
        }
    }

    @Override
    public void begin() {
        if (!closed) {
            cancelPending();
            buffer.clear();
            listening = true;
        }
    }

    @Override
    public OfferResult audio(byte[] audio, int offset, int length) {
        if (closed) {
            return OfferResult.CLOSED;
        }
        if (!listening || buffer.append(audio, offset, length)) {
            return OfferResult.ACCEPTED;
        }
        counters.droppedBytes.add(length);
        return OfferResult.BACK_PRESSURED;
    }

    @Override
    public void requestFinal(int request) {
        if (closed || !listening) {
            return;
        }
        counters.requested.increment();
        GrammarKey key = grammar;
        if (key == null) {
            counters.rejected.increment();
            fail(
                    request,
                    ProviderFailure.Kind.REJECTED,
                    "no expectation was given before the request");
            return;
        }
        wanted = request;
        Request now =
                new Request(
                        request,
                        key,
                        new UtteranceAudio(format, buffer.snapshot()),
                        clockNs.getAsLong());
        if (pending.getAndSet(now) != null) {
            counters.superseded.increment();
        } else if (!queue.offer(this)) {
            pending.set(null);
            counters.overloaded.increment();
            fail(request, ProviderFailure.Kind.OVERLOADED, "the recogniser's queue is full");
        }
    }

    @Override
    public void end() {
        cancelPending();
        listening = false;
        buffer.clear();
    }

    @Override
    public void close() {
        end();
        closed = true;
        buffer.release();
    }

    private void cancelPending() {
        wanted = NONE;
        if (pending.getAndSet(null) != null) {
            counters.cancelled.increment();
        }
    }

    /** Decoder thread: the request to answer; null when it was cancelled meanwhile. */
    @Nullable Request takePending() {
        return pending.getAndSet(null);
    }

    /** Decoder thread: the answer, unless nobody wants it any more. */
    void answer(Request request, String text) {
        if (isWanted(request)) {
            mailbox.fact(
                    SlotKind.RECOGNITION,
                    new RecognitionEvent.Final(request.number(), text, Float.NaN));
        }
    }

    /** Decoder thread: the failure, unless nobody wants to know any more. */
    void fail(Request request, ProviderFailure.Kind kind, String detail) {
        if (isWanted(request)) {
            fail(request.number(), kind, detail);
        }
    }

    private boolean isWanted(Request request) {
        if (wanted == request.number()) {
            return true;
        }
        counters.cancelled.increment();
        return false;
    }

    private void fail(int request, ProviderFailure.Kind kind, String detail) {
        mailbox.fact(
                SlotKind.RECOGNITION,
                new RecognitionEvent.Failed(
                        request, new ProviderFailure(kind, EmbeddedRecognizer.VENDOR, detail)));
    }

    /**
     * A final that was asked for.
     *
     * @param number the call's number of it
     * @param queuedNs when it was asked for
     */
    record Request(int number, GrammarKey grammar, UtteranceAudio audio, long queuedNs) {}
}
