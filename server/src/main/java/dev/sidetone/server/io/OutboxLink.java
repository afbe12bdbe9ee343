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

/**
 * A call's link in {@code dedicated} mode: what the call sends goes through its worker's outbox to
 * the loop of its socket, where the real link writes it. Whether the socket is open and takes more
 * is asked of the channel, which any thread may; media is taken only while the socket has room for
 * all that is on its way to it, so that the real link does not refuse what was accepted here.
 *
 * <p>Worker thread only. Lives as long as its call.
 */
public final class OutboxLink implements CarrierLink {
    private final Channel channel;
    private final LoopLink far;
    private final WorkerOutbox outbox;
    private final Counters counters;
    private boolean closing;

    /**
     * A link to be used on the worker.
     *
     * @param real writes to {@code channel}; used on its loop only, from here on
     * @param counters any thread writes it
     */
    public OutboxLink(Channel channel, CarrierLink real, WorkerOutbox outbox, Counters counters) {
        this.channel = channel;
        this.far = new LoopLink(channel, real, counters);
        this.outbox = outbox;
        this.counters = counters;
    }

    @Override
    public LinkTraits traits() {
        return far.traits();
    }

    @Override
    public OfferResult sendMedia(byte[] audio, int offset, int length) {
        if (gone()) {
            return OfferResult.CLOSED;
        }
        return result(hasRoom() && enters(audio, offset, length));
    }

    /** The real link takes media while the socket is below its high water mark. */
    private boolean hasRoom() {
        return channel.isWritable() && far.onItsWayBytes() < channel.bytesBeforeUnwritable();
    }

    private boolean enters(byte[] audio, int offset, int length) {
        // before it is offered: the loop may take it out at once
        far.add(length);
        boolean entered = false;
        try {
            entered = outbox.media(far, audio, offset, length);
        } finally {
            if (!entered) {
                far.remove(length);
            }
        }
        return entered;
    }

    @Override
    public OfferResult sendMark(long markId) {
        return gone() ? OfferResult.CLOSED : result(outbox.mark(far, markId));
    }

    @Override
    public OfferResult clear() {
        return gone() ? OfferResult.CLOSED : result(outbox.clear(far));
    }

    @Override
    public void close(Termination termination) {
        if (closing) {
            return;
        }
        closing = true;
        if (!outbox.close(far, termination) && channel.isActive()) {
            // no room even for this: before what is queued, rather than never
            channel.eventLoop().execute(() -> far.close(termination));
        }
    }

    private boolean gone() {
        return closing || !channel.isActive();
    }

    private OfferResult result(boolean taken) {
        if (taken) {
            return OfferResult.ACCEPTED;
        }
        counters.increment(MediaCounter.CARRIER_BACK_PRESSURED);
        return OfferResult.BACK_PRESSURED;
    }
}
