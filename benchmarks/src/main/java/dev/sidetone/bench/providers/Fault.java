/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import java.util.Locale;

/** What a scripted provider can be made to do wrong. */
public enum Fault {
    /** Takes everything and never answers. */
    STALL("stall"),
    /** Begins its answer, and stops in the middle. */
    CUT("cut"),
    /** Resets the TCP connection where the answer would begin. */
    RESET("reset"),
    /** Answers with what is no message of its protocol, then ends. */
    GARBAGE("garbage"),
    /** Refuses with status 429 and {@code Retry-After}. */
    TOO_MANY("429"),
    /** Refuses with status 401. */
    UNAUTHORIZED("401"),
    /** Closes the WebSocket with 1011; the language model answers with status 500. */
    CLOSE("close"),
    /** Answers the request, or the upgrade, only after {@value #SLOW_MS} ms. */
    SLOW("slow");

    /** How long {@link #SLOW} waits. */
    static final int SLOW_MS = 3000;

    private final String label;

    Fault(String label) {
        this.label = label;
    }

    /** Its name in commands, requests and reports. */
    public String label() {
        return label;
    }

    static Fault of(String label) {
        for (Fault fault : values()) {
            if (fault.label.equals(label.toLowerCase(Locale.ROOT))) {
                return fault;
            }
        }
        throw new IllegalArgumentException(
                "a fault is stall, cut, reset, garbage, 429, 401, close or slow, not '"
                        + label
                        + "'");
    }

    /** Whether it happens before any protocol is spoken. */
    boolean atRequest() {
        return this == TOO_MANY || this == UNAUTHORIZED || this == SLOW;
    }
}
