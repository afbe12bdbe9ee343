/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.report.Percentiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the bad calls of one kind. Immutable.
 *
 * @param begun calls that were made
 * @param ended of them, those that broke their rule and that the server ended then
 * @param refused those that the server declined in good order, as it may any call
 * @param failed the others: still open after the run, or never brought to the point
 * @param ends how the calls ended or why they did not, and how many of each
 * @param tookMs from the moment the rule was broken to the end, one value for each that was ended
 */
public record BadFigures(
        BadKind kind,
        int begun,
        int ended,
        int refused,
        int failed,
        Map<String, Integer> ends,
        List<Double> tookMs) {
    public BadFigures {
        ends = Collections.unmodifiableMap(new TreeMap<>(ends));
        tookMs = List.copyOf(tookMs);
    }

    /** How long ends took. */
    public Percentiles took() {
        return Percentiles.of(tookMs);
    }

    /** The ends as a text. */
    public String how() {
        List<String> texts = new ArrayList<>();
        ends.forEach((how, count) -> texts.add(count + " × " + how));
        return String.join("; ", texts);
    }
}
