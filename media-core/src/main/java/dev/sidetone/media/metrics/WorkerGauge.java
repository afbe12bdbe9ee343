/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.metrics;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What a worker tells of itself beside its counters. Written by the worker, read by anybody. */
public enum WorkerGauge {
    /** Sum of all cycles. */
    BUSY_NS("Time spent in duty cycles since the start; the rest was waiting."),
    /** Ever. */
    CYCLE_LONGEST_NS("The longest duty cycle since the start."),
    /** Of the last whole second. */
    CYCLE_LONGEST_1S_NS("The longest duty cycle of the last second."),
    /** Of the last whole minute. */
    CYCLE_LONGEST_1M_NS("The longest duty cycle of the last minute."),
    /** Of the last whole second. */
    INBOX_DEPTH_1S("Most slots that waited in the inbox within the last second.");

    private static final List<WorkerGauge> ALL =
            Collections.unmodifiableList(Arrays.asList(values()));

    private final String label;
    private final String description;

    WorkerGauge(String description) {
        this.label = name().toLowerCase(Locale.ROOT);
        this.description = description;
    }

    /** All gauges. */
    public static List<WorkerGauge> all() {
        return ALL;
    }

    /** Its name, lower case with underscores. */
    public String label() {
        return label;
    }

    /** One sentence. */
    public String description() {
        return description;
    }

    String labelOf(int worker) {
        return WorkerCounters.scope(worker) + label;
    }
}
