/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run's figures may come to at p95. Judged only when the caller's own sends were on time.
 * The server's estimate is judged by how far off it is, whichever way.
 */
public final class TimingLimits {

    static final double ADDED_MRL_MS = 100;
    static final double SERVER_OFF_BY_MS = 30;
    static final double BARGE_IN_STOP_MS = 400;

    private TimingLimits() {}

    /** The run's figures against their limits. */
    public static List<Check> judge(RunReport run) {
        boolean valid = run.self().valid();
        return List.of(
                judge("added latency", run.addedMrl(), ADDED_MRL_MS, valid),
                judge("server's estimate off by", run.serverOffBy(), SERVER_OFF_BY_MS, valid),
                judge("barge-in stop", run.bargeInStop(), BARGE_IN_STOP_MS, valid));
    }

    private static Check judge(String what, Percentiles values, double limitMs, boolean valid) {
        String name = String.format(Locale.ROOT, "%s: p95 within %.0f ms", what, limitMs);
        @Nullable Double p95 = values.p95();
        String found =
                p95 == null ? "nothing measured" : String.format(Locale.ROOT, "%.0f ms", p95);
        if (!valid) {
            return new Check(
                    name,
                    Check.Verdict.NOT_JUDGED,
                    found + ", not judged: the caller itself was late");
        }
        boolean within = p95 != null && p95 <= limitMs;
        return within
                ? new Check(name, Check.Verdict.HELD, found)
                : new Check(name, Check.Verdict.OVER, found + ", over the limit");
    }
}
