/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Identifiers as Twilio makes them. */
public record CallSids(String call, String stream, String account) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Fresh ones. */
    public static CallSids fresh() {
        return new CallSids("CA" + hex(), "MZ" + hex(), "AC" + hex());
    }

    private static String hex() {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
