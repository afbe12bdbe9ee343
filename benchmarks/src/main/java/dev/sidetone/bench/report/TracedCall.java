/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.CallTrace;
import dev.sidetone.bench.caller.TurnFigures;
import dev.sidetone.server.report.CallTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a timeline draws of a call, from the caller's trace and recording. Stateless. */
final class TracedCall {

    /** Names come from the server. */
    private static final int LONGEST_NAME = 40;

    private TracedCall() {}

    /** Of a call. */
    static CallTimes times(CallResult call, Recording recording) {
        double endMs = recording.durationMs();
        List<CallTimes.Turn> turns = new ArrayList<>();
        for (int i = 0; i < call.turns().size(); i++) {
            double toMs =
                    i + 1 < call.turns().size()
                            ? call.onsetMs(call.turns().get(i + 1).turn())
                            : endMs;
            turns.add(turn(call, call.turns().get(i), toMs));
        }
        return new CallTimes(
                turns,
                recording.caller().speech(),
                recording.agent().speech(),
                points(call.trace()),
                endMs);
    }

    private static CallTimes.Turn turn(CallResult call, TurnFigures figures, double toMs) {
        double fromMs = call.onsetMs(figures.turn());
        double speechEndMs = call.endOfSpeechMs(figures.turn());
        Double mrlMs = figures.mrlMs();
        Double stopMs = figures.bargeInStopMs();
        return new CallTimes.Turn(
                figures.turn().number(),
                fromMs,
                Math.max(fromMs, toMs),
                speechEndMs,
                mrlMs == null ? null : Double.valueOf(speechEndMs + mrlMs),
                stopMs == null ? null : Double.valueOf(fromMs + stopMs),
                figures.turn().keys());
    }

    private static List<CallTimes.Point> points(CallTrace trace) {
        List<CallTimes.Point> points = new ArrayList<>();
        for (CallTrace.Mark mark : trace.marks()) {
            points.add(mark(mark));
        }
        for (CallTrace.Clear clear : trace.clears()) {
            points.add(
                    new CallTimes.Point(
                            CallTimes.Kind.CLEAR,
                            clear.atMs(),
                            "clear",
                            String.format(
                                    Locale.ROOT,
                                    "clear at %.2f s: %.0f ms of audio dropped unheard",
                                    clear.atMs() / 1000,
                                    clear.droppedMs()),
                            clear.droppedMs()));
        }
        for (CallTrace.Key key : trace.keys()) {
            String name = Character.toString(key.key());
            points.add(
                    new CallTimes.Point(
                            CallTimes.Kind.KEY,
                            key.atMs(),
                            name,
                            String.format(Locale.ROOT, "key %s at %.2f s", name, key.atMs() / 1000),
                            0));
        }
        return points;
    }

    private static CallTimes.Point mark(CallTrace.Mark mark) {
        String name =
                mark.name().length() <= LONGEST_NAME
                        ? mark.name()
                        : mark.name().substring(0, LONGEST_NAME) + "…";
        Double echoedMs = mark.echoedMs();
        String title =
                echoedMs == null
                        ? String.format(
                                Locale.ROOT,
                                "mark %s, sent at %.2f s, not reached before the call ended",
                                name,
                                mark.sentMs() / 1000)
                        : String.format(
                                Locale.ROOT,
                                "mark %s, sent at %.2f s, reached at %.2f s",
                                name,
                                mark.sentMs() / 1000,
                                echoedMs / 1000);
        return new CallTimes.Point(
                CallTimes.Kind.MARK, echoedMs == null ? mark.sentMs() : echoedMs, "", title, 0);
    }
}
