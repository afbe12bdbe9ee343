/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all bad calls of a run come to, apart from those of good callers. Owned by the loop's
 * thread.
 */
final class BadTally {

    private static final double NS_PER_MS = 1e6;
    private static final int MOST_REASONS = 50;
    private static final String OTHER = "other";

    private final Map<BadKind, Sums> kinds = new EnumMap<>(BadKind.class);

    private static final class Sums {
        private final Map<String, Integer> ends = new TreeMap<>();
        private final List<Double> tookMs = new ArrayList<>();
        private int begun;
        private int ended;
        private int refused;
        private int failed;

        private void end(String how) {
            String reason = ends.size() < MOST_REASONS || ends.containsKey(how) ? how : OTHER;
            ends.merge(reason, 1, Integer::sum);
        }
    }

    private Sums of(BadKind kind) {
        return kinds.computeIfAbsent(kind, _ -> new Sums());
    }

    /** A bad call begins. */
    void begun(BadKind kind) {
        of(kind).begun++;
    }

    /** The server ended it, so long after the rule was broken; {@code how} is one of few texts. */
    void ended(BadKind kind, String how, long tookNs) {
        Sums sums = of(kind);
        sums.tookMs.add(tookNs / NS_PER_MS);
        sums.ended++;
        sums.end(how);
    }

    /** The server declined it in good order. */
    void refused(BadKind kind, String how) {
        Sums sums = of(kind);
        sums.refused++;
        sums.end(how);
    }

    /** The server did not end it, or not for its rule. */
    void failed(BadKind kind, String why) {
        Sums sums = of(kind);
        sums.failed++;
        sums.end(why);
    }

    /** All of it by kind; none where there was no bad call. */
    List<BadFigures> figures() {
        List<BadFigures> figures = new ArrayList<>();
        kinds.forEach((kind, sums) ->
                figures.add(
                        new BadFigures(
                                kind,
                                sums.begun,
                                sums.ended,
                                sums.refused,
                                sums.failed,
                                sums.ends,
                                sums.tookMs)));
        return figures;
    }
}
