/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.lifecycle;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * Wall-clock time at the start, and from then on what has passed since: for whatever expires. The
 * wall clock may be set while the server runs, forward or back, by hand or by NTP; no token, place
 * or stored call may be older or younger by it. For dates that people read, ask the wall clock. Any
 * thread.
 */
public final class SteadyClock extends Clock {
    private final Clock wall;
    private final NanoClock passing;
    private final long startMs;
    private final long startNs;

    /** Begins with what the wall clock says now. */
    public SteadyClock(Clock wall, NanoClock passing) {
        this.wall = wall;
        this.passing = passing;
        this.startMs = wall.millis();
        this.startNs = passing.nanoTime();
    }

    @Override
    public long millis() {
        return startMs + TimeUnit.NANOSECONDS.toMillis(passing.nanoTime() - startNs);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return wall.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SteadyClock(wall.withZone(zone), passing);
    }
}
