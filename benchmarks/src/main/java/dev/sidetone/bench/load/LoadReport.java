/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load;

import dev.sidetone.bench.load.call.LoadSnapshot;
import dev.sidetone.bench.report.Check;
import dev.sidetone.bench.report.Percentiles;
import dev.sidetone.bench.report.RunFacts;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A load run and what it came to.
 *
 * @param facts what every tool reports; its turns are those of the whole run
 * @param latency echo round trips in the measured window, from when a frame was due to be sent
 * @param setup a call's arrival to its open stream
 * @param addedStrict what server and machine added to turns, where only delays of the providers
 *     that somebody waited for were taken off
 * @param measured the turns on which figures rest
 * @param curve latency over percentiles, of what the scenario measures
 * @param end the last state of the bank
 * @param floor the harness against a server that costs nothing, null when it was not measured
 * @param providers what the scripted providers say of themselves, null without them
 * @param serverCounts what the server counted of wrong input and of ends in the run; asked for and
 *     known only where there are bad callers
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
        Percentiles addedStrict,
        List<TurnRecord> measured,
        LatencyCurve curve,
        LoadSnapshot end,
        TurnCounts turns,
        CpuFigures cpu,
        RssFigures rss,
        @Nullable FloorFigures floor,
        @Nullable ProviderFigures providers,
        Map<String, Long> serverCounts,
        List<LoadSample> samples,
        String hlog,
        List<String> notes,
        List<Check> checks,
        boolean early) {

    public LoadReport {
        serverCounts = Collections.unmodifiableMap(new TreeMap<>(serverCounts));
        measured = List.copyOf(measured);
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
                addedStrict,
                measured,
                curve,
                end,
                turns,
                cpu,
                rss,
                floor,
                providers,
                serverCounts,
                samples,
                hlog,
                notes,
                Stream.concat(checks.stream(), more.stream()).toList(),
                early);
    }

    /**
     * Streams that were carried all through the measured window: the fewest that were open at the
     * end of one of its seconds. The most ever, where the run has no such second.
     */
    public int streams() {
        return samples.stream()
                .filter(LoadSample::measured)
                .mapToInt(sample -> sample.calls().streams())
                .min()
                .orElseGet(() ->
                        samples.stream()
                                .mapToInt(sample -> sample.calls().streams())
                                .max()
                                .orElse(0));
    }

    /** Whether everything was as asked and the run may be believed. */
    public boolean succeeded() {
        return facts.self().valid() && checks.stream().allMatch(Check::held);
    }
}
