/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is drawn on a call's timeline. Instants are milliseconds of stream time.
 *
 * @param turns all turns, the greeting first
 * @param callerSpeech where the caller is audible, as far as known
 * @param agentSpeech where the agent is audible, as far as known
 * @param points marks, clears and keys
 * @param endMs end of the call
 */
public record CallTimes(
        List<Turn> turns,
        List<Span> callerSpeech,
        List<Span> agentSpeech,
        List<Point> points,
        double endMs) {

    public CallTimes {
        turns = List.copyOf(turns);
        callerSpeech = List.copyOf(callerSpeech);
        agentSpeech = List.copyOf(agentSpeech);
        points = List.copyOf(points);
    }

    /**
     * A stretch of time.
     *
     * @param fromMs stream time
     * @param toMs stream time
     */
    public record Span(double fromMs, double toMs) {}

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
    public record Turn(
            int number,
            double fromMs,
            double toMs,
            double speechEndMs,
            @Nullable Double answerMs,
            @Nullable Double silentMs,
            boolean keys) {

        /** End of speech to the answer. */
        public @Nullable Double latencyMs() {
            return answerMs == null ? null : Double.valueOf(answerMs - speechEndMs);
        }
    }

    /** What a point is. */
    public enum Kind {
        /** All audio before it was played. */
        MARK,
        /** Queued audio was dropped. */
        CLEAR,
        /** The caller pressed a key. */
        KEY
    }

    /**
     * Something of one instant.
     *
     * @param text short enough to be drawn; may be empty
     * @param title what it is, in words
     * @param lengthMs audio after this instant that it concerns: what a clear dropped
     */
    public record Point(Kind kind, double atMs, String text, String title, double lengthMs) {}

    /** Whether anything of this kind happened. */
    boolean has(Kind kind) {
        return points.stream().anyMatch(point -> point.kind() == kind);
    }

    /** Whether the caller interrupted the agent. */
    boolean interrupted() {
        return turns.stream().anyMatch(turn -> turn.silentMs() != null);
    }
}
