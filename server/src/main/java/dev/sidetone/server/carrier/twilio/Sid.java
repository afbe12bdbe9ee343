/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

/**
 * The identifiers a carrier chooses. Twilio's are two letters and 32 hexadecimal digits; carriers
 * with its dialect have their own. They stand in log lines, in addresses of the API and in every
 * message sent, so a long one, or one with line breaks or quotes in it, is not taken.
 */
final class Sid {
    /** What is taken, for an error text. */
    static final String EXPECTED = "each 1 to 64 of A-Z a-z 0-9 . _ : -";

    private static final int LONGEST = 64;

    private Sid() {}

    /** Whether it can be taken. */
    static boolean fits(String sid) {
        if (sid.isEmpty() || sid.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < sid.length(); i++) {
            char c = sid.charAt(i);
            boolean letterOrDigit =
                    (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && "._:-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
