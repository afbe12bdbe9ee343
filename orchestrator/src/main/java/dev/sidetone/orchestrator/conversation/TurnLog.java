/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.WorkerCounters;
import dev.sidetone.media.metrics.WorkerLatency;
import dev.sidetone.orchestrator.journal.CallEvent;
import dev.sidetone.orchestrator.journal.CallJournal;
import dev.sidetone.orchestrator.journal.TurnRecord;
import dev.sidetone.orchestrator.leg.InboundLeg;
import dev.sidetone.orchestrator.leg.OutboundLeg;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import org.jspecify.annotations.Nullable;

/**
 * Counts the turns of one conversation and gives each out as a record once its answer is over. Turn
 * 0 is the greeting. Owned by one conversation on its worker.
 */
final class TurnLog {
    private static final int ASIDE = -1;
    private static final long NONE = Long.MIN_VALUE;

    private final Identity identity;
    private final WorkerCounters counters;
    private final WorkerLatency latency;

    private int turns;
    private long bargeInOnsetNs;
    private long bargeInClearNs = NONE;
    private @Nullable TurnTimeline callerTurn;
    private @Nullable TurnTimeline resumed;

    TurnLog(Identity identity, WorkerCounters counters, WorkerLatency latency) {
        this.identity = identity;
        this.counters = counters;
        this.latency = latency;
    }

    /** Whose turns these are, and where they go. */
    record Identity(
            String callId, String transport, TurnRecord.Providers providers, CallJournal journal) {}

    /** The number of the next turn. */
    int next() {
        return turns++;
    }

    /** The caller's speech is over: its turn begins to be measured. */
    void callerDone(InboundLeg inbound, long nowNs) {
        abandonCallerTurn();
        TurnTimeline before = resumed;
        resumed = null;
        TurnTimeline turn =
                TurnTimeline.ofSpeech(
                        before == null ? next() : before.turn(),
                        inbound.endOfSpeechNs(),
                        inbound.endOfSpeechMs(),
                        inbound.endpointingTargetMs());
        turn.pass(TurnTimeline.Stage.TURN_DECIDED, nowNs);
        if (before != null) {
            turn.beganAs(before);
        }
        takeBargeIn(turn);
        callerTurn = turn;
    }

    /** The turn that what was heard just now belongs to. */
    TurnTimeline answering(long heardNs) {
        TurnTimeline turn = callerTurn == null ? TurnTimeline.unspoken(next()) : callerTurn;
        callerTurn = null;
        turn.pass(TurnTimeline.Stage.STT_FINAL, heardNs);
        return turn;
    }

    /**
     * The caller goes on with its turn, which had been taken for complete. It keeps its number, and
     * that it barged in: keys may have made a turn of their own meanwhile.
     */
    void callerGoesOn() {
        if (callerTurn != null) {
            resumed = callerTurn;
            callerTurn = null;
        }
    }

    /**
     * A turn of the caller that is still without an answer will get none: the caller went on, or
     * the call is over.
     */
    void abandonCallerTurn() {
        TurnTimeline turn = callerTurn;
        callerTurn = null;
        if (turn != null) {
            record(turn, null, null);
        }
    }

    /** A turn that the caller took without speech. */
    TurnTimeline unspoken(String callerText) {
        TurnTimeline turn = TurnTimeline.unspoken(next());
        turn.callerText(callerText);
        takeBargeIn(turn);
        return turn;
    }

    /**
     * The caller took the floor from the agent: its turn, once it is complete, is one that barged
     * in.
     */
    void bargedIn(long onsetNs, long clearNs) {
        bargeInOnsetNs = onsetNs;
        bargeInClearNs = clearNs;
    }

    private void takeBargeIn(TurnTimeline turn) {
        if (bargeInClearNs != NONE) {
            turn.bargedIn(bargeInOnsetNs, bargeInClearNs);
            bargeInClearNs = NONE;
        }
    }

    /** Something the agent says of itself; it is not a turn and leaves no record. */
    TurnTimeline aside() {
        return TurnTimeline.unspoken(ASIDE);
    }

    /** The agent's answer is over: heard to its end, or cut. */
    void close(AgentVoice voice, OutboundLeg outbound, String heard) {
        TurnTimeline turn = voice.timeline();
        if (turn.turn() == ASIDE) {
            return;
        }
        if (outbound.firstWritten()) {
            turn.pass(TurnTimeline.Stage.FIRST_AUDIO_PLAYED, outbound.firstHeardNs());
        }
        turn.recordTo(latency);
        String text = voice.utterance().text();
        record(turn, text.isEmpty() ? null : text, text.isEmpty() ? null : heard);
    }

    private void record(TurnTimeline turn, @Nullable String agentText, @Nullable String heard) {
        counters.increment(MediaCounter.TURNS);
        identity.journal()
                .offer(
                        new CallEvent.TurnEnded(
                                identity.callId(),
                                turn.toRecord(
                                        identity.callId(),
                                        identity.transport(),
                                        agentText,
                                        heard,
                                        identity.providers())));
    }

    /** A provider failed; {@code stage} is {@code stt}, {@code llm} or {@code tts}. */
    void failed(String stage, ProviderFailure failure) {
        counters.increment(
                switch (stage) {
                    case "stt" -> MediaCounter.STT_FAILURES;
                    case "llm" -> MediaCounter.LLM_FAILURES;
                    default -> MediaCounter.TTS_FAILURES;
                });
        if (stage.equals("stt") && failure.kind() == ProviderFailure.Kind.OVERLOADED) {
            counters.increment(MediaCounter.STT_QUEUE_REFUSED);
        }
        identity.journal().offer(new CallEvent.ProviderFailed(identity.callId(), stage, failure));
    }
}
