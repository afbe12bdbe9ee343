/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.report.Percentiles;
import org.jspecify.annotations.Nullable;

/**
 * What the harness measures when the server costs next to nothing: its own share of every latency.
 *
 * @param server what it was measured against
 * @param calls at once
 * @param latency echo round trips
 * @param curve the same over percentiles
 * @param lateP99Ms how late its own sends were
 * @param harnessCpu cores that the harness used
 * @param usPerCallSecond CPU of the floor, null where it shared the harness's process
 */
public record FloorFigures(
        String server,
        int calls,
        Percentiles latency,
        LatencyCurve curve,
        double lateP99Ms,
        @Nullable Double harnessCpu,
        @Nullable Double usPerCallSecond) {}
