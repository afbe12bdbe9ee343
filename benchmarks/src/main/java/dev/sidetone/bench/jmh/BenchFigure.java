/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What one benchmark came to.
 *
 * @param name class and method, without the package
 * @param ns mean time of one operation
 * @param errorNs half the 99.9 % confidence interval; NaN when there is too little to tell
 * @param bytes allocated by one operation, after the gc profiler; NaN where it cannot tell
 */
public record BenchFigure(String name, double ns, double errorNs, double bytes) {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** The figure of a result of JMH's. */
    static BenchFigure of(RunResult result) {
        String[] path = result.getParams().getBenchmark().split("\\.", -1);
        Result<?> time = result.getPrimaryResult();
        return new BenchFigure(
                path[path.length - 2] + "." + path[path.length - 1],
                time.getScore(),
                time.getScoreError(),
                allocated(result.getSecondaryResults()));
    }

    /** Bytes an operation, among what the profilers told of a run or of one iteration. */
    @SuppressWarnings("rawtypes")
    static double allocated(Map<String, Result> profiled) {
        for (Map.Entry<String, Result> entry : profiled.entrySet()) {
            if (entry.getKey().endsWith(ALLOCATED)) {
                return entry.getValue().getScore();
            }
        }
        return Double.NaN;
    }
}
