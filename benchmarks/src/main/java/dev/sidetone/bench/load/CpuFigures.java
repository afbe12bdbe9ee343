/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.load.machine.CpuShares;
import org.jspecify.annotations.Nullable;

/**
 * CPU in the measured window.
 *
 * @param shares in cores
 * @param callSeconds seconds of calls that were carried, counted by the frames that were sent
 * @param serverUsPerCallSecond what a call costs the server
 * @param harnessUsPerCallSecond what it costs the harness
 */
public record CpuFigures(
        CpuShares shares,
        double callSeconds,
        @Nullable Double serverUsPerCallSecond,
        @Nullable Double harnessUsPerCallSecond) {

    private static final double FRAMES_PER_S = 50;

    /** Nothing known. */
    static final CpuFigures UNKNOWN = new CpuFigures(CpuShares.UNKNOWN, 0, null, null);

    /** Between the edges of the measured window. */
    static CpuFigures of(BankWatch.Watched run) {
        BankWatch.Edge from = run.from();
        BankWatch.Edge to = run.to();
        if (from == null || to == null || from.reading().atNs() == to.reading().atNs()) {
            return UNKNOWN;
        }
        CpuShares shares = to.reading().since(from.reading());
        double wallS = (to.reading().atNs() - from.reading().atNs()) / 1e9;
        double callSeconds = (to.frames().sent() - from.frames().sent()) / FRAMES_PER_S;
        return new CpuFigures(
                shares,
                callSeconds,
                perCallSecond(shares.server(), wallS, callSeconds),
                perCallSecond(shares.harness(), wallS, callSeconds));
    }

    private static @Nullable Double perCallSecond(
            @Nullable Double share, double wallS, double callSeconds) {
        return share == null || callSeconds == 0 ? null : share * wallS * 1e6 / callSeconds;
    }
}
