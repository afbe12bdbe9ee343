/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import dev.sidetone.bench.caller.CallerTurn;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.bench.report.CallOutcome;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What the front desk made of one recording, against what a person marked in it.
 *
 * @param once annotated turns that were ended exactly once
 * @param split turns ended too many within annotated ones: at a pause
 * @param missed annotated turns that were never ended
 * @param untrue turns where nobody spoke
 * @param delaysMs from the annotated end of a turn to the server's decision that it is over, the
 *     last one of each
 * @param heard what was understood, one entry a turn; {@code -} for nothing
 * @param failure of the call, empty when it went to its end
 */
record PlayedRecording(
        Recording recording,
        int once,
        int split,
        int missed,
        int untrue,
        List<Long> delaysMs,
        List<String> heard,
        String failure) {

    /** A turn is attributed to what was marked up to so long before its end was heard. */
    private static final double LATE_END_MS = 500;

    /** Judges a call; the turns are the server's own. */
    static PlayedRecording judge(Recording recording, CallOutcome call, List<TurnRecord> server) {
        List<CallerTurn> marked =
                call.call().turns().stream().map(TurnFigures::turn).skip(1).toList();
        int[] ends = new int[marked.size()];
        Long[] delays = new Long[marked.size()];
        int untrue = 0;
        List<String> heard = new ArrayList<>();
        for (TurnRecord turn : server) {
            Double endMs = turn.endOfSpeechMs();
            if (endMs == null) {
                continue;
            }
            heard.add(turn.callerText() == null ? "-" : turn.callerText());
            int at = markedAt(marked, call, endMs);
            if (at < 0) {
                untrue++;
                continue;
            }
            ends[at]++;
            double decidedMs = endMs + Objects.requireNonNullElse(turn.endpointingMs(), 0.0);
            delays[at] = Math.round(decidedMs - call.call().endOfSpeechMs(marked.get(at)));
        }
        int once = 0;
        int split = 0;
        int missed = 0;
        List<Long> delaysMs = new ArrayList<>();
        for (int i = 0; i < ends.length; i++) {
            once += ends[i] == 1 ? 1 : 0;
            split += Math.max(0, ends[i] - 1);
            missed += ends[i] == 0 ? 1 : 0;
            if (delays[i] != null) {
                delaysMs.add(delays[i]);
            }
        }
        return new PlayedRecording(
                recording, once, split, missed, untrue, delaysMs, heard, call.call().failure());
    }

    private static int markedAt(List<CallerTurn> marked, CallOutcome call, double endMs) {
        for (int i = 0; i < marked.size(); i++) {
            CallerTurn turn = marked.get(i);
            if (endMs > call.call().onsetMs(turn)
                    && endMs < call.call().endOfSpeechMs(turn) + LATE_END_MS) {
                return i;
            }
        }
        return -1;
    }

    /** Whether every annotated turn was ended exactly once, and none else. */
    boolean asAnnotated() {
        return split == 0 && missed == 0 && untrue == 0;
    }

    /** The line of a table in Markdown. */
    String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %d | %d | %d | %s | %s | %s |",
                recording.id(),
                recording.kind(),
                recording.turns(),
                once,
                split,
                missed,
                untrue,
                delaysMs.stream().map(ms -> "%+d".formatted(ms)).collect(Collectors.joining(" ")),
                String.join(" / ", heard),
                failure);
    }

    /** The table's head. */
    static String head() {
        return """
        | recording | kind | annotated | ended once | split | missed | false | decided after the annotated end, ms | understood | call |
        |---|---|---|---|---|---|---|---|---|---|
        """
                .strip();
    }
}
