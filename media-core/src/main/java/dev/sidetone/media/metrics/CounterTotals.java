/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

import java.util.List;

/**
 * The node's counters: sums over the sets of all workers and the shared one. Any thread; a sum is
 * not one instant's, but each counter in it only grows.
 *
 * @param sets what is summed
 */
public record CounterTotals(List<Counters> sets) {

    public CounterTotals {
        sets = List.copyOf(sets);
    }

    /** The sum for one counter. */
    public long total(MediaCounter counter) {
        long total = 0;
        for (Counters set : sets) {
            total += set.get(counter);
        }
        return total;
    }
}
