/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.worker.CallTask;
import dev.sidetone.orchestrator.link.CarrierLink;

/** A call that sends each frame back as it came. */
final class ReturningCall implements CallTask {

    private final long callKey;
    private final CarrierLink link;

    ReturningCall(long callKey, CarrierLink link) {
        this.callKey = callKey;
        this.link = link;
    }

    @Override
    public long callKey() {
        return callKey;
    }

    @Override
    public void onStart(long nowNs) {}

    @Override
    public void onSlot(InboxSlot slot, long nowNs) {
        link.sendMedia(slot.audio(), slot.audioOffset(), slot.audioLength());
    }

    @Override
    public void onAlarm(long nowNs) {}

    @Override
    public void onFactRefused(long nowNs) {}

    @Override
    public void onFault(Throwable error, long nowNs) {
        throw new IllegalStateException("sending failed", error);
    }

    @Override
    public boolean isDone() {
        return false;
    }

    @Override
    public void close() {}
}
