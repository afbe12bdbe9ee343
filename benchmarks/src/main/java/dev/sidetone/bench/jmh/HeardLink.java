/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.orchestrator.link.CarrierLink;
import dev.sidetone.orchestrator.link.LinkTraits;
import dev.sidetone.orchestrator.link.Termination;

/** A link that copies what it is sent. */
final class HeardLink implements CarrierLink {
    private static final LinkTraits TRAITS =
            new LinkTraits("bench", AudioFormat.MULAW_8K, AudioFormat.MULAW_8K, false, false, 20);

    private final byte[] last = new byte[FramedSpeech.FRAME_SAMPLES];
    private long frames;

    int lastByte() {
        return last[last.length - 1];
    }

    long frames() {
        return frames;
    }

    @Override
    public LinkTraits traits() {
        return TRAITS;
    }

    @Override
    public OfferResult sendMedia(byte[] sent, int offset, int length) {
        System.arraycopy(sent, offset, last, 0, length);
        frames++;
        return OfferResult.ACCEPTED;
    }

    @Override
    public OfferResult sendMark(long markId) {
        return OfferResult.ACCEPTED;
    }

    @Override
    public OfferResult clear() {
        return OfferResult.ACCEPTED;
    }

    @Override
    public void close(Termination termination) {}
}
