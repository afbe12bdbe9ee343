/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.stat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A snapshot as lines {@code key value} for scripts: first who it is, then counters summed over the
 * node, then everything by its own name; each part in the order of the alphabet. Keys keep their
 * meaning between releases. Stateless.
 */
public final class StatLines {
    private static final String SHARED = "shared.";
    private static final String WORKER = "worker.";

    private StatLines() {}

    /** All lines. */
    public static List<String> of(CountersSnapshot snapshot) {
        List<String> lines = new ArrayList<>();
        lines.add("pid " + snapshot.pid());
        lines.add("start_ms " + snapshot.startMs());
        lines.add("published_ms " + snapshot.publishedMs());
        lines.add("workers " + snapshot.workers());
        SortedSet<String> counters = new TreeSet<>(snapshot.under(SHARED).keySet());
        counters.forEach(counter -> lines.add(counter + " " + snapshot.total(counter)));
        snapshot.values()
                .forEach((name, value) -> {
                    if (!name.startsWith(SHARED) && !name.startsWith(WORKER)) {
                        lines.add(name + " " + value);
                    }
                });
        for (int worker = 0; worker < snapshot.workers(); worker++) {
            String prefix = WORKER + worker + ".";
            snapshot.under(prefix).forEach((name, value) -> lines.add(prefix + name + " " + value));
        }
        return lines;
    }
}
