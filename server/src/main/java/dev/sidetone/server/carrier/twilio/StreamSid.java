/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import java.nio.charset.StandardCharsets;

/**
 * One stream's sid as text and as it stands on the wire. Immutable by convention: the bytes are not
 * copied for each message.
 */
final class StreamSid {
    private final String text;
    private final byte[] wire;

    /** A sid that {@link Sid#fits}, so that nothing in it would be escaped. */
    StreamSid(String text) {
        this.text = text;
        this.wire = text.getBytes(StandardCharsets.US_ASCII);
    }

    String text() {
        return text;
    }

    byte[] wire() {
        return wire;
    }
}
