/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.server.report.Waterfall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happened in a run, in a few plain sentences; text, not HTML. */
final class Story {

    /** A part below this is not worth a word. */
    private static final double WORTH_NAMING_MS = 10;

    private static final int NAMED_PARTS = 2;

    private Story() {}

    static List<String> of(RunReport run, List<Recording> recordings) {
        List<String> story = new ArrayList<>();
        story.add(extent(run, recordings));
        add(story, waiting(run));
        add(story, slowest(run.turns()));
        add(story, interruptions(run));
        return story;
    }

    private static void add(List<String> story, @Nullable String sentence) {
        if (sentence != null) {
            story.add(sentence);
        }
    }

    private static String extent(RunReport run, List<Recording> recordings) {
        double seconds = recordings.stream().mapToDouble(Recording::durationMs).sum() / 1000;
        long turns = run.turns().stream().filter(turn -> turn.turn() > 0).count();
        long calls = run.calls().size();
        return String.format(
                Locale.ROOT,
                "%s of %.1f s, in which the caller had %s.",
                calls == 1 ? "A call" : calls + " calls",
                seconds,
                turns == 0 ? "no turn" : turns == 1 ? "one turn" : turns + " turns");
    }

    private static @Nullable String waiting(RunReport run) {
        Percentiles mrl = run.mrl();
        Double half = mrl.p50();
        if (half == null) {
            return null;
        }
        Double added = run.addedMrl().p50();
        return String.format(
                Locale.ROOT,
                "The caller waited %.0f ms for an answer (median of %d)%s.",
                half,
                mrl.count(),
                added == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", of which %.0f ms were added to the silence that the server waits for",
                                added));
    }

    private static @Nullable String slowest(List<TurnRecord> turns) {
        List<TurnRecord> measured = turns.stream().filter(turn -> turn.mrlMs() != null).toList();
        if (measured.size() < 2) {
            return null;
        }
        TurnRecord slowest =
                measured.stream()
                        .max(Comparator.comparing(turn -> Objects.requireNonNull(turn.mrlMs())))
                        .orElseThrow();
        List<String> parts =
                Waterfall.parts(slowest).stream()
                        .filter(part -> part.ms() >= WORTH_NAMING_MS)
                        .sorted(Comparator.comparingDouble(Waterfall.Part::ms).reversed())
                        .limit(NAMED_PARTS)
                        .map(part ->
                                String.format(Locale.ROOT, "%s %.0f ms", part.name(), part.ms()))
                        .toList();
        return String.format(
                Locale.ROOT,
                "Slowest was turn %d with %.0f ms%s.",
                slowest.turn(),
                slowest.mrlMs(),
                parts.isEmpty() ? "" : ", most of it " + String.join(" and ", parts));
    }

    private static @Nullable String interruptions(RunReport run) {
        long interrupted = run.turns().stream().filter(TurnRecord::bargedIn).count();
        if (interrupted == 0) {
            return null;
        }
        Double stopMs = run.bargeInStop().max();
        return "The agent was interrupted "
                + (interrupted == 1 ? "once" : interrupted + " times")
                + (stopMs == null
                        ? "."
                        : String.format(Locale.ROOT, " and was silent within %.0f ms.", stopMs));
    }
}
