/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider;

/**
 * Why a provider could not do what was asked. A value, reported as a fact; never an exception on a
 * worker.
 *
 * @param kind classified cause
 * @param provider the vendor's name
 * @param detail for a person; no transcript, digits or audio
 */
public record ProviderFailure(Kind kind, String provider, String detail) {

    /** In one line. */
    public String summary() {
        return provider + ": " + kind + ", " + detail;
    }

    /** Classified causes. */
    public enum Kind {
        /** No connection, or it broke. */
        UNREACHABLE,
        /** The provider refuses the request: credentials, parameters. */
        REJECTED,
        /** The provider, or our own bounded queue to it, has no room now. */
        OVERLOADED,
        /** What came back is not of the protocol. */
        MALFORMED,
        /** It did not answer in the time given. */
        TIMED_OUT,
        /** Its own fault, for example a decoder that threw. */
        BROKEN,
        /** Our own fault: a client's code threw. */
        INTERNAL
    }
}
