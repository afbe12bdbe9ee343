/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import dev.sidetone.media.metrics.LatencyPoint;
import dev.sidetone.media.metrics.WorkerLatency;
import dev.sidetone.orchestrator.journal.TurnRecord;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When the stages of one turn were passed, on the worker's clock. Each part of the latency lies
 * between two consecutive boundaries, and a boundary is never before the one in front of it; so the
 * parts sum exactly to the whole. Work that hid inside endpointing shows as 0.
 */
final class TurnTimeline {
    private static final double NANOS_PER_MS = 1e6;
    private static final long NOT_PASSED = Long.MIN_VALUE;

    private final int turn;
    private final boolean spoken;
    private final long endOfSpeechNs;
    private final long endOfSpeechMs;
    private final int endpointingTargetMs;
    private final long[] passedNs = new long[Stage.COUNT];

    private @Nullable String callerText;
    private boolean bargedIn;
    private long clearNs;
    private long onsetNs;

    /** The boundaries, in the order of the way through the cascade. */
    enum Stage {
        TURN_DECIDED(0, LatencyPoint.ENDPOINTING),
        STT_FINAL(1, LatencyPoint.STT_FINAL),
        LLM_FIRST_TOKEN(2, LatencyPoint.LLM_FIRST_TOKEN),
        FIRST_SENTENCE(3, LatencyPoint.FIRST_SENTENCE),
        TTS_FIRST_AUDIO(4, LatencyPoint.TTS_FIRST_AUDIO),
        FIRST_AUDIO_PLAYED(5, LatencyPoint.EGRESS);

        private static final int COUNT = 6;

        /** Once, since {@code values()} is a new array each time. */
        private static final Stage[] IN_ORDER = values();

        private final int index;
        private final LatencyPoint part;

        /** A boundary, and the histogram of the part that ends at it. */
        Stage(int index, LatencyPoint part) {
            this.index = index;
            this.part = part;
        }
    }

    private TurnTimeline(
            int turn,
            boolean spoken,
            long endOfSpeechNs,
            long endOfSpeechMs,
            int endpointingTargetMs) {
        this.turn = turn;
        this.spoken = spoken;
        this.endOfSpeechNs = endOfSpeechNs;
        this.endOfSpeechMs = endOfSpeechMs;
        this.endpointingTargetMs = endpointingTargetMs;
        Arrays.fill(passedNs, NOT_PASSED);
    }

    /** A turn that the caller's speech began. */
    static TurnTimeline ofSpeech(
            int turn, long endOfSpeechNs, long endOfSpeechMs, int endpointingTargetMs) {
        return new TurnTimeline(turn, true, endOfSpeechNs, endOfSpeechMs, endpointingTargetMs);
    }

    /** A turn without caller's speech (greeting, keys): it has no latency. */
    static TurnTimeline unspoken(int turn) {
        return new TurnTimeline(turn, false, 0, 0, 0);
    }

    int turn() {
        return turn;
    }

    /**
     * Notes the first passing of a stage; later ones change nothing. Once there is audio the stages
     * before it are over: what a later sentence of the same answer takes delays nothing the caller
     * waits for.
     */
    void pass(Stage stage, long atNs) {
        boolean late = stage != Stage.FIRST_AUDIO_PLAYED && passed(Stage.TTS_FIRST_AUDIO);
        if (!late && !passed(stage)) {
            passedNs[stage.index] = atNs;
        }
    }

    private boolean passed(Stage stage) {
        return passedNs[stage.index] != NOT_PASSED;
    }

    void callerText(String text) {
        callerText = text;
    }

    /** The caller began this turn while the agent was heard. */
    void bargedIn(long onsetNs, long clearNs) {
        this.bargedIn = true;
        this.onsetNs = onsetNs;
        this.clearNs = clearNs;
    }

    /** This turn is the whole of one that was taken for complete too early. */
    void beganAs(TurnTimeline part) {
        bargedIn = part.bargedIn;
        onsetNs = part.onsetNs;
        clearNs = part.clearNs;
    }

    /** Records what is known into the worker's histograms. */
    void recordTo(WorkerLatency latency) {
        if (bargedIn) {
            latency.record(LatencyPoint.BARGE_IN_CLEAR, Math.max(0, clearNs - onsetNs));
        }
        if (!measured()) {
            return;
        }
        latency.record(
                LatencyPoint.MRL_SERVER,
                Math.max(0, boundaryNs(Stage.FIRST_AUDIO_PLAYED) - endOfSpeechNs));
        long beforeNs = endOfSpeechNs;
        for (Stage stage : Stage.IN_ORDER) {
            long atNs = boundaryNs(stage);
            latency.record(stage.part, Math.max(0, atNs - beforeNs));
            beforeNs = atNs;
        }
    }

    /**
     * The turn as a record; {@code agentText} and {@code heard} are null where the agent did not
     * answer.
     */
    TurnRecord toRecord(
            String callId,
            String transport,
            @Nullable String agentText,
            @Nullable String heard,
            TurnRecord.Providers providers) {
        boolean measured = measured();
        return new TurnRecord(
                callId,
                turn,
                transport,
                callerText,
                agentText,
                heard,
                spoken ? (double) endOfSpeechMs : null,
                null,
                null,
                measured
                        ? (boundaryNs(Stage.FIRST_AUDIO_PLAYED) - endOfSpeechNs) / NANOS_PER_MS
                        : null,
                spoken ? (double) endpointingTargetMs : null,
                measured ? part(Stage.TURN_DECIDED) : null,
                measured ? part(Stage.STT_FINAL) : null,
                measured ? part(Stage.LLM_FIRST_TOKEN) : null,
                measured ? part(Stage.FIRST_SENTENCE) : null,
                measured ? part(Stage.TTS_FIRST_AUDIO) : null,
                measured ? part(Stage.FIRST_AUDIO_PLAYED) : null,
                bargedIn,
                bargedIn ? (clearNs - onsetNs) / NANOS_PER_MS : null,
                null,
                providers);
    }

    private boolean measured() {
        return spoken && passed(Stage.FIRST_AUDIO_PLAYED);
    }

    private double part(Stage stage) {
        long beforeNs = endOfSpeechNs;
        for (Stage each : Stage.IN_ORDER) {
            long atNs = boundaryNs(each);
            if (each == stage) {
                return (atNs - beforeNs) / NANOS_PER_MS;
            }
            beforeNs = atNs;
        }
        throw new AssertionError(stage);
    }

    /**
     * A stage's own instant, or the latest before it; a stage that was never passed takes no time.
     */
    private long boundaryNs(Stage stage) {
        long boundary =
                passed(Stage.TURN_DECIDED) ? passedNs[Stage.TURN_DECIDED.index] : endOfSpeechNs;
        for (Stage each : Stage.IN_ORDER) {
            if (each.compareTo(stage) > 0) {
                break;
            }
            if (passed(each)) {
                boundary = Math.max(boundary, passedNs[each.index]);
            }
        }
        return boundary;
    }
}
