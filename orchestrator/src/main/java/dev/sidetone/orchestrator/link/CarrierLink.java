/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.link;

import dev.sidetone.media.OfferResult;

/**
 * A call's live connection to its carrier, outbound side. Worker thread only; arguments are copied
 * before a method returns; what is written leaves with the flush at the end of the worker's cycle.
 * A full or gone connection answers by value and is counted.
 */
public interface CarrierLink {

    /** What this carrier can do, and the codecs it speaks. */
    LinkTraits traits();

    /** Sends audio in the wire's outbound codec; any number of bytes the carrier takes. */
    OfferResult sendMedia(byte[] audio, int offset, int length);

    /**
     * Asks to be told, by {@link CarrierEvent.MarkPlayed}, when all audio sent so far was played or
     * cleared.
     */
    OfferResult sendMark(long markId);

    /** Drops what the carrier has queued but not yet played. */
    OfferResult clear();

    /**
     * Ends the stream; the carrier goes on with whatever its script says comes next. Idempotent.
     */
    void close(Termination termination);
}
