/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.stat;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a server's counters file held at a moment.
 *
 * @param startMs when the server started, epoch milliseconds
 * @param publishedMs when it last wrote its gauges, epoch milliseconds; 0 when it has not yet
 * @param workers how many it has
 * @param takenNs when this was read, on any one monotonic clock
 * @param values by their names
 */
public record CountersSnapshot(
        long pid,
        long startMs,
        long publishedMs,
        int workers,
        long takenNs,
        Map<String, Long> values) {

    public CountersSnapshot {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** A value by its name; 0 where the server has none of that name. */
    public long value(String name) {
        return values.getOrDefault(name, 0L);
    }

    /** A worker's value. */
    public long ofWorker(int worker, String name) {
        return value("worker." + worker + "." + name);
    }

    /** A counter over all workers and what is counted off them. */
    public long total(String counter) {
        long total = value("shared." + counter);
        for (int worker = 0; worker < workers; worker++) {
            total += ofWorker(worker, counter);
        }
        return total;
    }

    /** Names and values that start with {@code prefix}, without it. */
    public SortedMap<String, Long> under(String prefix) {
        SortedMap<String, Long> found = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }
}
