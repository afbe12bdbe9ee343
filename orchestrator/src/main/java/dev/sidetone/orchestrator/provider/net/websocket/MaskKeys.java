/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import java.security.SecureRandom;

/**
 * A client's masking keys. RFC 6455 section 10.3 asks for keys that a script in a browser cannot
 * foresee; no script chooses what Sidetone sends, so a generator per connection with a secret
 * 64-bit seed serves (xorshift64*, Vigna 2016), and costs no system call per frame. One per
 * connection; its event loop only.
 */
final class MaskKeys {
    private static final SecureRandom SEEDS = new SecureRandom();
    private static final long MULTIPLIER = 0x2545f4914f6cdd1dL;

    private long state = SEEDS.nextLong() | 1;

    int next() {
        state ^= state >>> 12;
        state ^= state << 25;
        state ^= state >>> 27;
        return (int) ((state * MULTIPLIER) >>> Integer.SIZE);
    }
}
