/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.link;

/** An order to a call from outside its worker. Travels as a {@code COMMAND} slot. */
public sealed interface CallCommand {

    /** End the call now. */
    record HangUp(Termination termination) implements CallCommand {}

    /** Say so, then end the stream so that the carrier's next instruction reaches a person. */
    record HandOver() implements CallCommand {}
}
