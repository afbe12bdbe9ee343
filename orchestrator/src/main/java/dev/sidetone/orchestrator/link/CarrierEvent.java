/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.link;

/** A fact a carrier reports about a call, other than audio. Travels as a {@code CARRIER} slot. */
public sealed interface CarrierEvent {

    /** Everything sent before this mark has been played, or was dropped by a clear. */
    record MarkPlayed(long markId) implements CarrierEvent {}

    /** The caller pressed a key: one of {@code 0-9 * # A-D}. */
    record KeyPressed(char key) implements CarrierEvent {}

    /** The carrier ended the stream in good order. */
    record Stopped() implements CarrierEvent {}

    /** The connection is no longer usable: cut, or the peer broke the protocol. */
    record Lost(Termination termination) implements CarrierEvent {}
}
