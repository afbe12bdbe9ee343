/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.inbox;

import dev.sidetone.media.OfferResult;

/**
 * One call's side of its worker's inbox: where providers, tools and carriers put what is meant for
 * that call. Any thread may call; nothing blocks; a refusal is returned and counted by the inbox.
 */
public interface Mailbox {

    /**
     * Puts synthesised audio in the wire's codec, at most 30 s of it unplayed. {@code
     * BACK_PRESSURED}: nothing was taken, stop reading from the voice and offer the same bytes
     * again later. {@code CLOSED}: the call is over.
     *
     * @param utterance the agent's utterance this audio belongs to
     */
    OfferResult synthesis(int utterance, byte[] audio, int offset, int length);

    /**
     * Puts an immutable fact. A refusal ends the call with a typed termination (the inbox sees to
     * it), so the caller need not retry.
     */
    OfferResult fact(SlotKind kind, Object fact);
}
