/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.load.call.LoadSnapshot;
import dev.sidetone.bench.load.machine.CpuShares;
import dev.sidetone.bench.report.Percentiles;
import org.jspecify.annotations.Nullable;

/**
 * One second of a run.
 *
 * @param atS seconds since the run began, at its end
 * @param measured whether it lies in the measured window
 * @param turns turns that ended so far
 * @param latency echo round trips, or mouth-to-ear latencies, of this second
 * @param lateP99Ms how late the harness's own sends were, since the window began
 * @param cpu of this second
 * @param serverRssMb resident memory of the server
 */
public record LoadSample(
        double atS,
        boolean measured,
        LoadSnapshot.Calls calls,
        LoadSnapshot.Frames frames,
        long turns,
        Percentiles latency,
        double lateP99Ms,
        CpuShares cpu,
        @Nullable Double serverRssMb) {}
