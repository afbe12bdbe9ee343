/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.inbox;

/**
 * What a slot of the inbox carries. {@link #MEDIA} and {@link #SYNTHESIS} carry audio, the others a
 * reference to an immutable fact.
 */
public enum SlotKind {
    /** Caller's audio in the wire's codec. */
    MEDIA,
    /** Synthesised audio in the wire's codec, tagged with its utterance. */
    SYNTHESIS,
    /** A carrier's fact: mark played, key pressed, stream stopped, socket gone. */
    CARRIER,
    /** What a recogniser heard, or its failure. */
    RECOGNITION,
    /** What a language model said, or its failure. */
    MODEL,
    /** A synthesizer's fact: clause complete, failure. */
    VOICE,
    /** The outcome of a tool. */
    TOOL,
    /** An operator's or the server's order: hang up, transfer, drain. */
    COMMAND
}
