/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.orchestrator.link.CarrierLink;

/** A call that sends each frame back as it came. */
final class ReturningCall extends EndlessCall {

    private final CarrierLink link;

    ReturningCall(long callKey, CarrierLink link) {
        super(callKey);
        this.link = link;
    }

    @Override
    public void onSlot(InboxSlot slot, long nowNs) {
        link.sendMedia(slot.audio(), slot.audioOffset(), slot.audioLength());
    }
}
