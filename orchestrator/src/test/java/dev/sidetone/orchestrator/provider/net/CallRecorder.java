/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Stands in for a call: keeps what a provider's client offers, and has as much room as a test says.
 */
public final class CallRecorder implements Mailbox {
    private static final long PATIENCE_S = 20;

    private final BlockingQueue<Object> facts = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream audio = new ByteArrayOutputStream();
    private int room = Integer.MAX_VALUE;
    private int refusals;

    @Override
    public synchronized OfferResult synthesis(int utterance, byte[] bytes, int offset, int length) {
        if (length > room) {
            refusals++;
            return OfferResult.BACK_PRESSURED;
        }
        room -= length;
        audio.write(bytes, offset, length);
        return OfferResult.ACCEPTED;
    }

    @Override
    public OfferResult fact(SlotKind kind, Object fact) {
        facts.add(fact);
        return OfferResult.ACCEPTED;
    }

    /** From now on takes this many bytes more. */
    public synchronized void room(int bytes) {
        room = bytes;
    }

    public synchronized byte[] audio() {
        return audio.toByteArray();
    }

    public synchronized int refusals() {
        return refusals;
    }

    /** The next fact. */
    public <F> F next(Class<F> type) throws InterruptedException {
        Object fact = facts.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (!type.isInstance(fact)) {
            throw new AssertionError("expected " + type.getSimpleName() + ", got " + fact);
        }
        return type.cast(fact);
    }

    /** True when no fact waits. */
    public boolean quiet() {
        return facts.isEmpty();
    }
}
