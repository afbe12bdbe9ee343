/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;

/** A call whose own code throws at the first thing of a kind that it is told. Loop's thread. */
final class FaultyCall implements Mailbox {
    private final Mailbox call;
    private final Class<?> kind;
    private boolean thrown;

    /** One that throws at whatever comes first. */
    FaultyCall(Mailbox call) {
        this(call, Object.class);
    }

    FaultyCall(Mailbox call, Class<?> kind) {
        this.call = call;
        this.kind = kind;
    }

    @Override
    public OfferResult synthesis(int utterance, byte[] audio, int offset, int length) {
        fault(audio);
        return call.synthesis(utterance, audio, offset, length);
    }

    @Override
    public OfferResult fact(SlotKind slot, Object fact) {
        fault(fact);
        return call.fact(slot, fact);
    }

    private void fault(Object told) {
        if (!thrown && kind.isInstance(told)) {
            thrown = true;
            throw new IllegalStateException("quotes the caller");
        }
    }
}
