/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are asked for; null leaves a thing open.
 *
 * @param since started then or later
 * @param until started before
 * @param live true for those that live, false for those that ended
 * @param after the end of the page before
 * @param limit most calls
 */
public record CallQuery(
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String agent,
        @Nullable String result,
        @Nullable String reason,
        @Nullable Boolean live,
        @Nullable CallCursor after,
        int limit) {

    /** The newest of all. */
    public static CallQuery newest(int limit) {
        return new CallQuery(null, null, null, null, null, null, null, limit);
    }

    /** The same with another limit. */
    public CallQuery upTo(int other) {
        return new CallQuery(since, until, agent, result, reason, live, after, other);
    }

    /** True when a call is among those asked for. */
    public boolean matches(CallRow row) {
        CallRow.End end = row.end();
        Instant startedAt = row.call().startedAt();
        return (since == null || !startedAt.isBefore(since))
                && (until == null || startedAt.isBefore(until))
                && (agent == null || agent.equals(row.call().agent()))
                && (result == null || (end != null && result.equals(end.result())))
                && (reason == null || (end != null && reason.equals(end.reason())))
                && (live == null || live == row.live())
                && (after == null || after.before(row));
    }
}
