/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.WorkerCounters;
import dev.sidetone.orchestrator.leg.OutboundLeg;
import dev.sidetone.orchestrator.provider.ModelEvent;

/**
 * The agent's hold on the floor: an utterance from its first word to its end, whole or cut, when
 * what was heard of it enters transcript and records. Owned by one conversation on its worker.
 */
final class Floor {
    private final AgentVoice voice;
    private final OutboundLeg outbound;
    private final Transcript transcript;
    private final TurnLog turns;
    private final WorkerCounters counters;

    Floor(
            AgentVoice voice,
            OutboundLeg outbound,
            Transcript transcript,
            TurnLog turns,
            WorkerCounters counters) {
        this.voice = voice;
        this.outbound = outbound;
        this.transcript = transcript;
        this.turns = turns;
        this.counters = counters;
    }

    /** True while speech of the caller interrupts something: the agent is heard, or about to be. */
    boolean heldByAgent(long nowNs) {
        return voice.live() && outbound.audible(nowNs);
    }

    /** Says a phrase as the answer of a turn. */
    void say(TurnTimeline turn, String phrase, ModelEvent.Next next, long nowNs) {
        voice.begin(turn, nowNs);
        voice.phrase(phrase, nowNs);
        voice.finishText(next, nowNs);
    }

    /** The caller spoke up, or pressed a key; counted when the agent was heard. */
    void noteBargeIn(long onsetNs, long nowNs) {
        if (heldByAgent(nowNs)) {
            counters.increment(MediaCounter.BARGE_INS);
            turns.bargedIn(onsetNs, nowNs);
        }
    }

    /** Ends the agent's utterance where it is, if there is one. */
    void cut(long nowNs) {
        if (voice.live()) {
            String heard = voice.heard(nowNs);
            boolean whole = voice.utterance().complete() && heard.equals(voice.utterance().text());
            voice.interrupt(nowNs);
            transcript.addHeard(heard, whole);
            turns.close(voice, outbound, heard);
        }
    }

    /** Ends an utterance that has been played to its end. */
    void finish(long nowNs) {
        String text = voice.utterance().text();
        String heard = text;
        if (outbound.unconfirmed()) {
            // The carrier never said that it played the rest, so nobody knows that it was heard.
            counters.increment(MediaCounter.MARKS_OVERDUE);
            heard = voice.heard(nowNs);
        }
        voice.retire();
        transcript.addHeard(heard, heard.equals(text));
        turns.close(voice, outbound, heard);
    }
}
