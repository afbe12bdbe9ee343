/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.WorkerCounters;
import dev.sidetone.orchestrator.link.CallCommand;
import dev.sidetone.orchestrator.link.CarrierLink;
import dev.sidetone.orchestrator.link.Termination;
import org.jspecify.annotations.Nullable;

/**
 * Returns each frame as it came: the shortest whole way through inbox, worker and link. Allocates
 * nothing.
 */
public final class EchoConversation implements Conversation {
    private final CarrierLink link;
    private final WorkerCounters counters;
    private @Nullable Termination ending;

    public EchoConversation(CarrierLink link, WorkerCounters counters) {
        this.link = link;
        this.counters = counters;
    }

    @Override
    public void start(long nowNs) {}

    @Override
    public void onSlot(InboxSlot slot, long nowNs) {
        if (slot.kind() == SlotKind.MEDIA) {
            // A refusal is counted by the link; an echo has nothing to gain from trying again
            // later.
            OfferResult taken =
                    link.sendMedia(slot.audio(), slot.audioOffset(), slot.audioLength());
            if (taken == OfferResult.ACCEPTED) {
                counters.increment(MediaCounter.FRAMES_OUT);
            }
        } else if (slot.kind() == SlotKind.COMMAND && slot.fact() instanceof CallCommand.HandOver) {
            ending = Termination.of(Termination.Reason.HANDED_OVER);
        }
    }

    @Override
    public void onAlarm(long nowNs) {}

    @Override
    public long nextDeadlineNs(long nowNs) {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean callerWaits() {
        return false;
    }

    @Override
    public void wrapUp(Termination termination, long nowNs) {
        ending = termination;
    }

    @Override
    public @Nullable Termination ending() {
        return ending;
    }

    @Override
    public void close(long nowNs) {}
}
