/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server;

import dev.sidetone.server.io.IoTransport;
import java.time.Clock;

/**
 * What a server takes from its process, so that a test can give it another.
 *
 * @param clock wall-clock time: of tokens, reservations and records
 * @param transport the kernel interface of its sockets
 */
public record Surroundings(Clock clock, IoTransport transport) {

    /** Those of a server in production. */
    public static Surroundings ofThisProcess() {
        return new Surroundings(Clock.systemUTC(), IoTransport.best());
    }
}
