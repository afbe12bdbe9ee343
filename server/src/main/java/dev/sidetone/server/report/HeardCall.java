/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.report;

import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.server.store.CallRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a timeline draws of a call that nobody recorded: from each end of the caller's speech to the
 * next, with the wait for the answer. Stateless.
 */
final class HeardCall {
    private HeardCall() {}

    static CallTimes times(CallRow call, List<TurnRecord> records) {
        List<TurnRecord> timed =
                records.stream().filter(turn -> turn.endOfSpeechMs() != null).toList();
        double endMs = endMs(call, timed);
        List<CallTimes.Turn> turns = new ArrayList<>();
        for (int i = 0; i < timed.size(); i++) {
            double toMs = i + 1 < timed.size() ? endOfSpeech(timed.get(i + 1)) : endMs;
            turns.add(turn(timed.get(i), toMs));
        }
        return new CallTimes(turns, List.of(), List.of(), List.of(), endMs);
    }

    private static CallTimes.Turn turn(TurnRecord turn, double toMs) {
        double fromMs = endOfSpeech(turn);
        return new CallTimes.Turn(
                turn.turn(), fromMs, Math.max(fromMs, toMs), fromMs, answerMs(turn), null, false);
    }

    /** The call's end, or as far as a live one is known. */
    private static double endMs(CallRow call, List<TurnRecord> timed) {
        CallRow.End end = call.end();
        Long durationMs = end == null ? null : end.durationMs();
        double lastMs = 0;
        for (TurnRecord turn : timed) {
            Double answerMs = answerMs(turn);
            lastMs = Math.max(lastMs, answerMs == null ? endOfSpeech(turn) : answerMs);
        }
        return durationMs == null ? lastMs : Math.max(lastMs, durationMs);
    }

    private static double endOfSpeech(TurnRecord turn) {
        Double endMs = turn.endOfSpeechMs();
        return endMs == null ? 0 : endMs;
    }

    private static @Nullable Double answerMs(TurnRecord turn) {
        Double mrlMs = turn.serverMrlMs();
        return mrlMs == null ? null : Double.valueOf(endOfSpeech(turn) + mrlMs);
    }
}
