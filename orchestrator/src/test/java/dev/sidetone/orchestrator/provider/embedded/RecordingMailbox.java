/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A call's inbox that keeps what it got; room for synthesis can be limited. */
class RecordingMailbox implements Mailbox {

    private static final long PATIENCE_SECONDS = 30;

    final AtomicInteger room = new AtomicInteger(Integer.MAX_VALUE);
    volatile boolean closed;
    private final BlockingQueue<Object> facts = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream audio = new ByteArrayOutputStream();

    @Override
    public OfferResult synthesis(int utterance, byte[] bytes, int offset, int length) {
        if (closed) {
            return OfferResult.CLOSED;
        }
        if (room.get() < length) {
            return OfferResult.BACK_PRESSURED;
        }
        room.addAndGet(-length);
        synchronized (audio) {
            audio.write(bytes, offset, length);
        }
        return OfferResult.ACCEPTED;
    }

    @Override
    public OfferResult fact(SlotKind kind, Object fact) {
        facts.add(fact);
        return OfferResult.ACCEPTED;
    }

    byte[] audio() {
        synchronized (audio) {
            return audio.toByteArray();
        }
    }

    <T> T next(Class<T> type) throws InterruptedException {
        Object fact = facts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (fact == null) {
            throw new AssertionError("nothing came within " + PATIENCE_SECONDS + " s");
        }
        return type.cast(fact);
    }

    @Nullable Object peek() {
        return facts.peek();
    }
}
