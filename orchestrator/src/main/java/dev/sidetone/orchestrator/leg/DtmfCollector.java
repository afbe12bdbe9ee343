/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.leg;

import org.jspecify.annotations.Nullable;

/**
 * Gathers keys into one entry: it is complete at {@code #}, at its longest, or when no key followed
 * for the time-out. Owned by one call on its worker.
 */
public final class DtmfCollector {
    private static final int MAX_DIGITS = 32;

    private final long timeoutNs;
    private final StringBuilder digits = new StringBuilder(MAX_DIGITS);
    private long dueNs = OutboundLeg.NEVER;
    private boolean terminated;

    public DtmfCollector(long timeoutNs) {
        this.timeoutNs = timeoutNs;
    }

    /** Takes one key. */
    public void onKey(char key, long nowNs) {
        if (key == '#' && digits.length() > 0) {
            terminated = true;
            dueNs = nowNs;
            return;
        }
        if (digits.length() < MAX_DIGITS) {
            digits.append(key);
        }
        dueNs = digits.length() == MAX_DIGITS ? nowNs : nowNs + timeoutNs;
    }

    /** The complete entry, once, without its {@code #}; null while there is none. */
    public @Nullable String poll(long nowNs) {
        if (digits.isEmpty() || (!terminated && nowNs < dueNs)) {
            return null;
        }
        String entry = digits.toString();
        digits.setLength(0);
        terminated = false;
        dueNs = OutboundLeg.NEVER;
        return entry;
    }

    /** True while an entry has begun and is not complete. */
    public boolean collecting() {
        return !digits.isEmpty();
    }

    /** When {@link #poll} should be asked again. */
    public long nextDeadlineNs() {
        return dueNs;
    }
}
