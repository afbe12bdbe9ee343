/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import org.jspecify.annotations.Nullable;

/**
 * How scripted providers behave.
 *
 * @param port 0 for a free one
 * @param requiredKey the only key that is taken; any that is not blank when null
 */
public record ProvidersConfig(
        int port, DelayPlan delays, FaultPlan faults, @Nullable String requiredKey) {

    /** A free port, no delay, no fault, any key. */
    public static ProvidersConfig plain() {
        return new ProvidersConfig(0, DelayPlan.none(), FaultPlan.none(), null);
    }
}
