/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.call;

import dev.sidetone.media.OfferResult;
import dev.sidetone.orchestrator.link.CarrierLink;
import dev.sidetone.orchestrator.link.LinkTraits;
import dev.sidetone.orchestrator.link.Termination;

/**
 * A call's link that knows how much audio it took. The call's worker; lives as long as the call.
 */
final class MeteredLink implements CarrierLink {
    private final CarrierLink link;
    private long bytes;

    MeteredLink(CarrierLink link) {
        this.link = link;
    }

    /** Audio written to the carrier so far, also what was cleared before it was heard. */
    long audioMs() {
        return bytes / link.traits().outbound().bytesPerMs();
    }

    @Override
    public LinkTraits traits() {
        return link.traits();
    }

    @Override
    public OfferResult sendMedia(byte[] audio, int offset, int length) {
        OfferResult taken = link.sendMedia(audio, offset, length);
        if (taken == OfferResult.ACCEPTED) {
            bytes += length;
        }
        return taken;
    }

    @Override
    public OfferResult sendMark(long markId) {
        return link.sendMark(markId);
    }

    @Override
    public OfferResult clear() {
        return link.clear();
    }

    @Override
    public void close(Termination termination) {
        link.close(termination);
    }
}
