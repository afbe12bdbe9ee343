/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.server.io.IoTransport;
import dev.sidetone.server.stat.CounterHome;
import java.time.Clock;

/**
 * What a server takes from its process, so that a test can give it another.
 *
 * @param clock wall-clock time: of tokens, reservations and records
 * @param transport the kernel interface of its sockets
 * @param counters where it counts; the server closes it
 */
public record Surroundings(Clock clock, IoTransport transport, CounterHome counters) {

    /** With counters that nobody outside reads. */
    public Surroundings(Clock clock, IoTransport transport) {
        this(clock, transport, CounterHome.inMemory());
    }

    /** Those of a server in production, but for its counters, which stay in memory. */
    public static Surroundings ofThisProcess() {
        return new Surroundings(Clock.systemUTC(), IoTransport.best());
    }

    /** The same with counters elsewhere. */
    public Surroundings counting(CounterHome other) {
        return new Surroundings(clock, transport, other);
    }
}
