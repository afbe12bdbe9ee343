/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.inbox;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One call's {@link Mailbox} on its worker's inbox. Any thread offers. Bounds the call's
 * synthesised audio: bytes taken in and not yet {@link #released} by the call may not pass the cap;
 * beyond it an offer is {@code BACK_PRESSURED}. After {@link #close} everything is {@code CLOSED}.
 */
public final class InboxMailbox implements Mailbox {
    private final WorkerInbox inbox;
    private final long callKey;
    private final int synthesisCapBytes;
    private final Counters counters;
    private final AtomicInteger outstandingBytes = new AtomicInteger();
    private volatile boolean closed;

    /**
     * A mailbox for one call.
     *
     * @param synthesisCapBytes most bytes of synthesised audio unplayed, {@code 30_000 *
     *     format.bytesPerMs()} as a rule
     * @param counters where refusals are counted; any thread writes it
     */
    public InboxMailbox(WorkerInbox inbox, long callKey, int synthesisCapBytes, Counters counters) {
        if (callKey <= WorkerInbox.NO_CALL) {
            throw new IllegalArgumentException("callKey must be positive: " + callKey);
        }
        this.inbox = inbox;
        this.callKey = callKey;
        this.synthesisCapBytes = Math.min(synthesisCapBytes, inbox.maxAudioBytes());
        this.counters = counters;
    }

    /** The call's key on its worker. */
    public long callKey() {
        return callKey;
    }

    /** Offers caller's audio; see {@link WorkerInbox#offerMedia}. */
    public OfferResult media(long mediaMs, long arrivalNs, byte[] audio, int offset, int length) {
        return closed
                ? refuseClosed()
                : inbox.offerMedia(callKey, mediaMs, arrivalNs, audio, offset, length);
    }

    @Override
    public OfferResult synthesis(int utterance, byte[] audio, int offset, int length) {
        if (length > synthesisCapBytes) {
            throw new IllegalArgumentException(
                    "one offer must not pass the cap of "
                            + synthesisCapBytes
                            + " bytes, or it never fits: "
                            + length);
        }
        if (closed) {
            return refuseClosed();
        }
        if (!reserve(length)) {
            counters.increment(MediaCounter.SYNTHESIS_CAPPED);
            return OfferResult.BACK_PRESSURED;
        }
        OfferResult result = inbox.offerSynthesis(callKey, utterance, audio, offset, length);
        if (result != OfferResult.ACCEPTED) {
            outstandingBytes.addAndGet(-length);
        }
        return result;
    }

    @Override
    public OfferResult fact(SlotKind kind, Object fact) {
        return closed ? refuseClosed() : inbox.offerFact(callKey, kind, fact);
    }

    /**
     * The call sent, dropped or cleared this much synthesised audio; on its worker, once for every
     * byte that {@code onSlot} brought.
     */
    public void released(int bytes) {
        outstandingBytes.addAndGet(-bytes);
    }

    /**
     * The call is over; any thread. What is already in the inbox is dropped there once the worker
     * has removed the call. Idempotent.
     */
    public void close() {
        closed = true;
    }

    /** True once closed; any thread. */
    public boolean isClosed() {
        return closed;
    }

    private boolean reserve(int bytes) {
        int held = outstandingBytes.get();
        while (held + bytes <= synthesisCapBytes) {
            int seen = outstandingBytes.compareAndExchange(held, held + bytes);
            if (seen == held) {
                return true;
            }
            held = seen;
        }
        return false;
    }

    private OfferResult refuseClosed() {
        counters.increment(MediaCounter.OFFERS_AFTER_END);
        return OfferResult.CLOSED;
    }
}
