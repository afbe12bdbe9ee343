/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store;

import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The server's estimates of a call's response latency, by nearest rank; null where no turn has one.
 */
public record MrlSummary(@Nullable Double p50Ms, @Nullable Double p95Ms, @Nullable Double maxMs) {

    /** Of these turns. */
    public static MrlSummary of(List<TurnRecord> turns) {
        double[] sorted =
                turns.stream()
                        .map(TurnRecord::serverMrlMs)
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .toArray();
        return new MrlSummary(rank(sorted, 0.50), rank(sorted, 0.95), rank(sorted, 1));
    }

    private static @Nullable Double rank(double[] sorted, double share) {
        if (sorted.length == 0) {
            return null;
        }
        int rank = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, rank)];
    }
}
