/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store;

import org.jspecify.annotations.Nullable;

/**
 * How a store does.
 *
 * @param kind {@code none} or {@code sqlite}
 * @param state {@link #OK}, {@link #FAILING}, or {@link #OFF} where nothing is kept
 * @param problem why it fails, in one word that never changes; null while it does not
 * @param queued records that wait to be written
 * @param bytes size of what is kept, about
 */
public record StoreStatus(
        String kind, String state, @Nullable String problem, int queued, long bytes) {
    /** Writes. */
    public static final String OK = "ok";

    /** Does not write just now; tries again by itself. */
    public static final String FAILING = "failing";

    /** Keeps nothing. */
    public static final String OFF = "off";

    public boolean failing() {
        return FAILING.equals(state);
    }
}
