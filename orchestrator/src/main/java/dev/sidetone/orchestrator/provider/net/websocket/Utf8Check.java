/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import io.netty.buffer.ByteBuf;

/**
 * Checks UTF-8 as it arrives, in parts of any size: <a
 * href="https://www.rfc-editor.org/rfc/rfc3629#section-4">RFC 3629 section 4</a>, so no overlong
 * form, no surrogate, nothing above U+10FFFF. A fault is seen at the byte that makes it one. One
 * per connection; its event loop only.
 */
final class Utf8Check {
    private static final int LOWEST_TAIL = 0x80;
    private static final int HIGHEST_TAIL = 0xbf;

    /** Bytes that the character at hand still needs, and what its next one may be. */
    private int missing;

    private int lowest = LOWEST_TAIL;
    private int highest = HIGHEST_TAIL;

    /** Forgets the message before. */
    void reset() {
        missing = 0;
        lowest = LOWEST_TAIL;
        highest = HIGHEST_TAIL;
    }

    /** Whether the bytes so far end between two characters. */
    boolean complete() {
        return missing == 0;
    }

    /** Takes the next part; false when it cannot be UTF-8 whatever follows. */
    boolean accept(ByteBuf buffer, int from, int length) {
        int end = from + length;
        int at = from;
        while (at < end) {
            if (missing == 0
                    && at <= end - Long.BYTES
                    && (buffer.getLong(at) & 0x8080808080808080L) == 0) {
                at += Long.BYTES;
            } else if (next(buffer.getByte(at) & 0xff)) {
                at++;
            } else {
                return false;
            }
        }
        return true;
    }

    private boolean next(int octet) {
        if (missing == 0) {
            return octet < LOWEST_TAIL || lead(octet);
        }
        if (octet < lowest || octet > highest) {
            return false;
        }
        missing--;
        lowest = LOWEST_TAIL;
        highest = HIGHEST_TAIL;
        return true;
    }

    private boolean lead(int octet) {
        if (octet >= 0xc2 && octet <= 0xdf) {
            missing = 1;
        } else if (octet >= 0xe0 && octet <= 0xef) {
            missing = 2;
            // below are forms of two bytes; above, after ED, the surrogates
            lowest = octet == 0xe0 ? 0xa0 : LOWEST_TAIL;
            highest = octet == 0xed ? 0x9f : HIGHEST_TAIL;
        } else if (octet >= 0xf0 && octet <= 0xf4) {
            missing = 3;
            // below are forms of three bytes; above, after F4, what Unicode does not have
            lowest = octet == 0xf0 ? 0x90 : LOWEST_TAIL;
            highest = octet == 0xf4 ? 0x8f : HIGHEST_TAIL;
        } else {
            return false;
        }
        return true;
    }
}
