/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.stat;

import dev.sidetone.server.metrics.ProviderHealth;

/** A provider's state as a number in the counters file, and back. */
enum ProviderState {
    OK(0),
    DEGRADED(1),
    FAILING(2);

    private final int number;

    ProviderState(int number) {
        this.number = number;
    }

    static ProviderState of(String word) {
        if (word.equals(ProviderHealth.State.OK.word())) {
            return OK;
        }
        return word.equals(ProviderHealth.State.DEGRADED.word()) ? DEGRADED : FAILING;
    }

    static ProviderState of(long number) {
        return number == 0 ? OK : number == 1 ? DEGRADED : FAILING;
    }

    /** Stands in the file; never changes its meaning. */
    int ordinalInFile() {
        return number;
    }

    String word() {
        return switch (this) {
            case OK -> "ok";
            case DEGRADED -> "degraded";
            case FAILING -> "failing";
        };
    }
}
