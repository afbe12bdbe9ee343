/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.report;

import dev.sidetone.bench.report.Percentiles;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.server.report.HtmlPage;
import dev.sidetone.server.report.Waterfall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the time of a run's turns went: the medians, and the slowest one by one. Stateless. */
final class SlowTurns {
    private static final int SLOWEST = 5;

    /** No turn has it: the row of medians. */
    private static final int MEDIANS = -1;

    private SlowTurns() {}

    /** As HTML; empty where no turn was measured. */
    static String html(List<TurnRecord> measured) {
        List<TurnRecord> timed = measured.stream().filter(turn -> turn.mrlMs() != null).toList();
        if (timed.isEmpty()) {
            return "";
        }
        List<TurnRecord> rows = new ArrayList<>();
        rows.add(medians(timed));
        timed.stream()
                .sorted(
                        Comparator.comparing(
                                        (TurnRecord turn) -> Objects.requireNonNull(turn.mrlMs()))
                                .reversed())
                .limit(SLOWEST)
                .forEach(rows::add);
        boolean parts = rows.stream().anyMatch(turn -> !Waterfall.parts(turn).isEmpty());
        return "<h2>Where the time went</h2><p class=\"note\">"
                + (parts
                        ? "First the median of each part, which need not sum to the median of the whole; then the slowest turns. Upper bar: "
                                + "the parts of the server's estimate; lower bar: the caller's own clock, which decides."
                        : "The median, and the slowest turns, by the caller's own clock. What the server itself knows of them it did not tell.")
                + "</p>"
                + (parts ? Waterfall.legend(true) : "")
                + Waterfall.svg(rows, turn -> name(turn, timed.size()));
    }

    private static String name(TurnRecord turn, int count) {
        return turn.turn() == MEDIANS
                ? "median of " + count
                : "call " + turn.callId() + ", " + HtmlPage.turnName(turn.turn());
    }

    private static TurnRecord medians(List<TurnRecord> turns) {
        return new TurnRecord(
                "",
                MEDIANS,
                "",
                null,
                null,
                null,
                null,
                median(turns, TurnRecord::mrlMs),
                median(turns, TurnRecord::mrlArrivalMs),
                median(turns, TurnRecord::serverMrlMs),
                median(turns, TurnRecord::endpointingTargetMs),
                median(turns, TurnRecord::endpointingMs),
                median(turns, TurnRecord::sttFinalMs),
                median(turns, TurnRecord::llmFirstTokenMs),
                median(turns, TurnRecord::firstSentenceMs),
                median(turns, TurnRecord::ttsFirstAudioMs),
                median(turns, TurnRecord::egressMs),
                false,
                null,
                null,
                new TurnRecord.Providers(null, null, null));
    }

    private static @Nullable Double median(
            List<TurnRecord> turns, Function<TurnRecord, @Nullable Double> part) {
        List<Double> known = new ArrayList<>();
        for (TurnRecord turn : turns) {
            Double ms = part.apply(turn);
            if (ms != null) {
                known.add(ms);
            }
        }
        return Percentiles.of(known).p50();
    }
}
