/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.io;

/** How a worker waits when a duty cycle found nothing more to do. */
public enum WaitMode {
    /**
     * Park until the next cycle and only then look at the sockets: fewest wake-ups, most calls per
     * core.
     */
    DENSITY,
    /** Wait in the selector until I/O, a wake-up or the end of the cycle: lowest latency. */
    LATENCY
}
