/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.worker.MediaWorker;
import dev.sidetone.orchestrator.link.CarrierLink;
import dev.sidetone.server.call.CallOpener;
import dev.sidetone.server.io.EventLoopWorker;
import dev.sidetone.server.io.OutboxLink;
import dev.sidetone.server.io.WorkerOutbox;
import dev.sidetone.server.metrics.EndingCounters;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * What all Twilio sockets of one worker share: its two halves, the scratch space of its codec, and
 * the parts of the server they use. Made at the start, then used on the sockets' loop only.
 */
final class TwilioStation {
    final EventLoopWorker io;
    final MediaWorker worker;
    final TwilioDialect dialect = new TwilioDialect();
    final PayloadEncoder payloads = new PayloadEncoder();
    final CallOpener opener;
    final StreamGate gate;
    final TwilioSettings settings;
    final Counters counters;
    final EndingCounters endings;
    private final @Nullable WorkerOutbox outbox;
    private byte[] scratch = new byte[2048];

    /** One whose worker drives the sockets itself. */
    TwilioStation(EventLoopWorker io, MediaWorker worker, Shared shared) {
        this(io, worker, null, shared);
    }

    /**
     * One of any mode.
     *
     * @param outbox the worker's way to {@code io}; null when the worker drives it itself
     */
    TwilioStation(
            EventLoopWorker io, MediaWorker worker, @Nullable WorkerOutbox outbox, Shared shared) {
        this.io = io;
        this.worker = worker;
        this.outbox = outbox;
        this.opener = shared.opener();
        this.gate = shared.gate();
        this.settings = shared.settings();
        this.counters = shared.counters();
        this.endings = shared.endings();
    }

    /** What a call on the worker gets to send by, for a link that writes on the socket's loop. */
    CarrierLink forCall(Channel channel, CarrierLink link) {
        return outbox == null ? link : new OutboxLink(channel, link, outbox, counters);
    }

    /** Space for one message, at least this long. */
    byte[] scratch(int length) {
        if (scratch.length < length) {
            scratch = new byte[length];
        }
        return scratch;
    }

    /** What the stations of all workers share. */
    record Shared(
            CallOpener opener,
            StreamGate gate,
            TwilioSettings settings,
            Counters counters,
            EndingCounters endings) {}
}
