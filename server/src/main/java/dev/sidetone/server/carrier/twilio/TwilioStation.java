/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.worker.MediaWorker;
import dev.sidetone.server.call.CallOpener;
import dev.sidetone.server.io.EventLoopWorker;
import dev.sidetone.server.metrics.EndingCounters;

/**
 * What all Twilio sockets of one worker share: its two halves, the scratch space of its codec, and
 * the parts of the server they use. Made at the start, then used by that worker only.
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
    private byte[] scratch = new byte[2048];

    TwilioStation(EventLoopWorker io, MediaWorker worker, Shared shared) {
        this.io = io;
        this.worker = worker;
        this.opener = shared.opener();
        this.gate = shared.gate();
        this.settings = shared.settings();
        this.counters = shared.counters();
        this.endings = shared.endings();
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
