/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the list of calls, newest first: behind the call of that start and key. Stays right
 * while calls come and go.
 */
public record CallCursor(long startedMs, long key) {
    private static final int RADIX = 36;
    private static final Pattern TEXT = Pattern.compile("([0-9a-z]{1,11})-([0-9a-z]{1,12})");

    /** As callers of the API carry it. */
    public String text() {
        return Long.toString(startedMs, RADIX) + "-" + Long.toString(key, RADIX);
    }

    /** Reads it; empty where it is none that {@link #text} wrote. */
    public static Optional<CallCursor> of(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(
                        new CallCursor(
                                Long.parseLong(parts.group(1), RADIX),
                                Long.parseLong(parts.group(2), RADIX)))
                : Optional.empty();
    }

    /** True for calls of the pages that follow. */
    public boolean before(CallRow row) {
        long ms = row.call().startedAt().toEpochMilli();
        return ms < startedMs || (ms == startedMs && row.call().key() < key);
    }
}
