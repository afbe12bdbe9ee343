/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import java.util.Locale;

/** How a bad caller breaks the rules. */
public enum BadKind {
    /** A payload that is no base64, after some good frames. */
    BAD_BASE64,
    /** Media for a stream that is not the connection's, after some good frames. */
    WRONG_STREAM,
    /** One media message of 256 KB, after some good frames. */
    OVERSIZED,
    /** A request whose header comes a byte at a time and never ends. */
    SLOW_HANDSHAKE,
    /** The caller's end of the connection is shut after some good frames; it still reads. */
    HALF_CLOSED,
    /** Bytes that are no WebSocket frame, right after the upgrade. */
    GARBAGE,
    /** An open WebSocket on which no {@code start} follows. */
    NO_START;

    /** As it is written in reports. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
