/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.server.io.IoTransport;
import dev.sidetone.server.lifecycle.SteadyClock;
import dev.sidetone.server.stat.CounterHome;
import java.time.Clock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * What a server takes from its process, so that a test can give it another.
 *
 * @param clock wall-clock time: of records, for people to read
 * @param steady time that is never set: of tokens, reservations and retention
 * @param transport the kernel interface of its sockets
 * @param counters where it counts; the server closes it
 */
public record Surroundings(Clock clock, Clock steady, IoTransport transport, CounterHome counters) {

    /** With one clock for everything, and counters that nobody outside reads. */
    public Surroundings(Clock clock, IoTransport transport) {
        this(clock, clock, transport, CounterHome.inMemory());
    }

    /** Those of a server in production, but for its counters, which stay in memory. */
    public static Surroundings ofThisProcess() {
        return ofThisProcess(Clock.systemUTC());
    }

    /** The same with another clock on the wall. */
    public static Surroundings ofThisProcess(Clock wall) {
        return new Surroundings(
                wall,
                new SteadyClock(wall, SystemNanoClock.INSTANCE),
                IoTransport.best(),
                CounterHome.inMemory());
    }

    /** The same with counters elsewhere. */
    public Surroundings counting(CounterHome other) {
        return new Surroundings(clock, steady, transport, other);
    }
}
