/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.caller.CallResult;
import dev.sidetone.bench.caller.CallTrace;
import dev.sidetone.bench.caller.TurnFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is drawn on a call's timeline. Instants are milliseconds of stream time.
 *
 * @param turns all turns, the greeting first
 * @param callerSpeech where the caller is audible
 * @param agentSpeech where the agent is audible
 * @param points marks, clears and keys
 * @param endMs end of the recording
 */
record CallTimes(
        List<Turn> turns,
        List<Voice.Span> callerSpeech,
        List<Voice.Span> agentSpeech,
        List<Point> points,
        double endMs) {

    /** Names come from the server. */
    private static final int LONGEST_NAME = 40;

    /**
     * One turn.
     *
     * @param number 0 is the greeting
     * @param fromMs the caller begins
     * @param toMs the next turn begins, or the call ends
     * @param speechEndMs the caller has ended
     * @param answerMs the answer is first heard, or null
     * @param silentMs the interrupted utterance is last heard; null if nothing was interrupted
     * @param keys whether the caller pressed keys and said nothing
     */
    record Turn(
            int number,
            double fromMs,
            double toMs,
            double speechEndMs,
            @Nullable Double answerMs,
            @Nullable Double silentMs,
            boolean keys) {

        /** End of speech to the answer. */
        @Nullable Double latencyMs() {
            return answerMs == null ? null : Double.valueOf(answerMs - speechEndMs);
        }
    }

    /** What a point is. */
    enum Kind {
        MARK,
        CLEAR,
        KEY
    }

    /**
     * Something of one instant.
     *
     * @param text short enough to be drawn; may be empty
     * @param title what it is, in words
     * @param lengthMs audio after this instant that it concerns: what a clear dropped
     */
    record Point(Kind kind, double atMs, String text, String title, double lengthMs) {}

    /** Of a call. */
    static CallTimes of(CallResult call, Recording recording) {
        double endMs = recording.durationMs();
        List<Turn> turns = new ArrayList<>();
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

    private static Turn turn(CallResult call, TurnFigures figures, double toMs) {
        double fromMs = call.onsetMs(figures.turn());
        double speechEndMs = call.endOfSpeechMs(figures.turn());
        Double mrlMs = figures.mrlMs();
        Double stopMs = figures.bargeInStopMs();
        return new Turn(
                figures.turn().number(),
                fromMs,
                Math.max(fromMs, toMs),
                speechEndMs,
                mrlMs == null ? null : Double.valueOf(speechEndMs + mrlMs),
                stopMs == null ? null : Double.valueOf(fromMs + stopMs),
                figures.turn().keys());
    }

    private static List<Point> points(CallTrace trace) {
        List<Point> points = new ArrayList<>();
        for (CallTrace.Mark mark : trace.marks()) {
            points.add(mark(mark));
        }
        for (CallTrace.Clear clear : trace.clears()) {
            points.add(
                    new Point(
                            Kind.CLEAR,
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
                    new Point(
                            Kind.KEY,
                            key.atMs(),
                            name,
                            String.format(Locale.ROOT, "key %s at %.2f s", name, key.atMs() / 1000),
                            0));
        }
        return points;
    }

    private static Point mark(CallTrace.Mark mark) {
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
        return new Point(Kind.MARK, echoedMs == null ? mark.sentMs() : echoedMs, "", title, 0);
    }

    /** Whether anything of this kind happened. */
    boolean has(Kind kind) {
        return points.stream().anyMatch(point -> point.kind() == kind);
    }

    /** Whether the caller interrupted the agent. */
    boolean interrupted() {
        return turns.stream().anyMatch(turn -> turn.silentMs() != null);
    }
}
