/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.load.CallTimetable;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a bank of callers is to do. Immutable.
 *
 * @param target {@code http(s)}: the webhook to ask for TwiML; {@code ws(s)}: the media socket
 *     itself
 * @param agent the agent to ask for, or null for the server's default
 * @param authToken signs requests, or null
 * @param timetable when calls arrive, and what is measured
 * @param holdNs mean time a caller stays on the line, of 0.5 to 1.5 times which each draws its own;
 *     0 keeps everyone until the end
 * @param seed decides phases and hold times
 * @param role what the callers do
 * @param badPercent how many of the callers are bad ones instead
 */
public record BankPlan(
        URI target,
        @Nullable String agent,
        @Nullable String authToken,
        CallTimetable timetable,
        long holdNs,
        long seed,
        CallerRole role,
        double badPercent) {}
