/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.caller.FrameClock;

/**
 * What the harness says of itself.
 *
 * @param lateSendsP99Ms how late its own sends were
 * @param cpuShare CPU seconds of this process per second of the run; 1 is a whole core
 * @param limitMs how late its sends may be
 */
public record SelfFacts(double lateSendsP99Ms, double cpuShare, double limitMs) {

    /** With the limit of every run that does not ask for another. */
    public SelfFacts(double lateSendsP99Ms, double cpuShare) {
        this(lateSendsP99Ms, cpuShare, FrameClock.VALID_LATENESS_P99_MS);
    }

    /**
     * False when the sender was late itself: its figures then measure the harness, not the server.
     */
    public boolean valid() {
        return lateSendsP99Ms <= limitMs;
    }
}
