/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.io;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.link.CarrierLink;
import dev.sidetone.orchestrator.link.LinkTraits;
import dev.sidetone.orchestrator.link.Termination;
import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The far end of an {@link OutboxLink}: carries out what comes through the outbox on the real link,
 * and keeps account of how much is still on its way. An order that throws is counted and closes
 * this link; the orders behind it, of other calls on the same outbox, are carried out as if nothing
 * had happened.
 *
 * <p>The socket's loop only unless a method says otherwise. Lives as long as its call.
 */
final class LoopLink implements CarrierLink {
    private static final Logger LOG = LoggerFactory.getLogger(LoopLink.class);

    /**
     * What a byte of audio may become on the wire, and a message around it: base64 makes it a third
     * more, JSON and Netty's own account some 200 bytes. Rather too much than too little: what is
     * accepted must not be refused later.
     */
    private static final int WIRE_BYTES_PER_BYTE = 2;

    private static final int WIRE_BYTES_PER_MESSAGE = 256;

    private final Channel channel;
    private final CarrierLink real;
    private final Counters counters;
    private final AtomicInteger onItsWayBytes = new AtomicInteger();
    private boolean broken;

    LoopLink(Channel channel, CarrierLink real, Counters counters) {
        this.channel = channel;
        this.real = real;
        this.counters = counters;
    }

    /** A message of so much audio is about to enter the outbox; worker thread. */
    void add(int length) {
        onItsWayBytes.addAndGet(wireBytes(length));
    }

    /** A message has left the outbox, or did not enter it; any of the two threads. */
    void remove(int length) {
        onItsWayBytes.addAndGet(-wireBytes(length));
    }

    /** Bytes that the outbox will yet bring to the socket, at most; any thread. */
    int onItsWayBytes() {
        return onItsWayBytes.get();
    }

    private static int wireBytes(int length) {
        return WIRE_BYTES_PER_MESSAGE + WIRE_BYTES_PER_BYTE * length;
    }

    @Override
    public LinkTraits traits() {
        return real.traits();
    }

    @Override
    public OfferResult sendMedia(byte[] audio, int offset, int length) {
        if (broken) {
            return OfferResult.CLOSED;
        }
        try {
            return real.sendMedia(audio, offset, length);
        } catch (Throwable fault) {
            return onFault(fault);
        } finally {
            // after the write, whose bytes the channel counts, or that the end of this cycle sends
            remove(length);
        }
    }

    @Override
    public OfferResult sendMark(long markId) {
        if (broken) {
            return OfferResult.CLOSED;
        }
        try {
            return real.sendMark(markId);
        } catch (Throwable fault) {
            return onFault(fault);
        }
    }

    @Override
    public OfferResult clear() {
        if (broken) {
            return OfferResult.CLOSED;
        }
        try {
            return real.clear();
        } catch (Throwable fault) {
            return onFault(fault);
        }
    }

    @Override
    public void close(Termination termination) {
        try {
            real.close(termination);
        } catch (Throwable fault) {
            count(fault);
            var _ = channel.close();
        }
    }

    private OfferResult onFault(Throwable fault) {
        broken = true;
        count(fault);
        close(Termination.of(Termination.Reason.INTERNAL, "the carrier's link failed"));
        return OfferResult.CLOSED;
    }

    private void count(Throwable fault) {
        counters.increment(MediaCounter.LINK_FAULTS);
        LOG.error("a carrier's link failed on its loop and is closed", fault);
    }
}
