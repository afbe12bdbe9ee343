/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

/**
 * What a client needs to be let in. Immutable.
 *
 * @param key the vendor's API key; a secret: in no log, failure or counter
 */
public record ProviderAccess(ProviderAddress address, String key) {

    /** Without the key. */
    @Override
    public String toString() {
        return "ProviderAccess[" + address + "]";
    }
}
