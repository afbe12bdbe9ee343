/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.load.call.LoadSnapshot;
import dev.sidetone.bench.report.Check;
import dev.sidetone.bench.report.Percentiles;
import dev.sidetone.bench.report.RunFacts;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A load run and what it came to.
 *
 * @param facts what every tool reports; its turns are those of the whole run
 * @param latency echo round trips in the measured window, from when a frame was due to be sent
 * @param setup a call's arrival to its open stream
 * @param curve latency over percentiles, of what the scenario measures
 * @param end the last state of the bank
 * @param floor the harness against a server that costs nothing, null when it was not measured
 * @param samples the run second by second
 * @param hlog the seconds' histograms
 * @param notes what could not be measured, and why
 * @param checks what had to hold
 * @param early whether the run was ended before its time
 */
public record LoadReport(
        RunFacts facts,
        LoadRequest request,
        Percentiles latency,
        Percentiles setup,
        LatencyCurve curve,
        LoadSnapshot end,
        TurnCounts turns,
        CpuFigures cpu,
        RssFigures rss,
        @Nullable FloorFigures floor,
        List<LoadSample> samples,
        String hlog,
        List<String> notes,
        List<Check> checks,
        boolean early) {

    public LoadReport {
        samples = List.copyOf(samples);
        notes = List.copyOf(notes);
        checks = List.copyOf(checks);
    }

    /** The same run, judged. */
    LoadReport judged(List<Check> more) {
        return new LoadReport(
                facts,
                request,
                latency,
                setup,
                curve,
                end,
                turns,
                cpu,
                rss,
                floor,
                samples,
                hlog,
                notes,
                Stream.concat(checks.stream(), more.stream()).toList(),
                early);
    }

    /** Whether everything was as asked and the run may be believed. */
    public boolean succeeded() {
        return facts.self().valid() && checks.stream().allMatch(Check::held);
    }
}
