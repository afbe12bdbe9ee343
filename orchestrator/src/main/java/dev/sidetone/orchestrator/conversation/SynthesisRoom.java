/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import dev.sidetone.media.inbox.InboxMailbox;
import dev.sidetone.orchestrator.leg.OutboundLeg;

/**
 * Tells a call's mailbox how much of the voice's audio no longer waits to be played, so that it
 * takes more. Owned by one conversation on its worker.
 */
final class SynthesisRoom {
    private final InboxMailbox mailbox;
    private final OutboundLeg outbound;
    private int heldBytes;

    SynthesisRoom(InboxMailbox mailbox, OutboundLeg outbound) {
        this.mailbox = mailbox;
        this.outbound = outbound;
    }

    /** So much came out of the mailbox. */
    void taken(int bytes) {
        heldBytes += bytes;
    }

    /** Gives back what is played, or was never kept. */
    void release() {
        int gone = heldBytes - Math.min(heldBytes, outbound.bufferedBytes());
        if (gone > 0) {
            heldBytes -= gone;
            mailbox.released(gone);
        }
    }
}
