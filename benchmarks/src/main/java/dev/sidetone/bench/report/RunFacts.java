/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.orchestrator.journal.TurnRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code report.json} says of a run, whatever tool made it.
 *
 * @param tool the command that ran
 * @param config what the run was asked to do, by name
 * @param turns all turns; a big run writes them elsewhere and leaves this empty
 */
public record RunFacts(
        String tool,
        Instant startedAt,
        MachineFacts machine,
        Map<String, String> config,
        Calls calls,
        List<TurnRecord> turns,
        Figures figures,
        Frames frames,
        SelfFacts self) {

    public RunFacts {
        turns = List.copyOf(turns);
    }

    /** Calls made; those that neither completed nor failed were refused. */
    public record Calls(long attempted, long completed, long failed) {}

    /** Latencies of all turns, in milliseconds. */
    public record Figures(
            Percentiles mrl,
            Percentiles serverDiff,
            Percentiles addedMrl,
            Percentiles bargeInStop) {}

    /**
     * Frames of 20 ms.
     *
     * @param late sent more than 5 ms late
     * @param lost null unless the agent is an echo, which alone tells what must come back
     */
    public record Frames(long sent, long received, long late, @Nullable Long lost) {}
}
