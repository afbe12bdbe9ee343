/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.WorkerCounters;
import dev.sidetone.orchestrator.agent.Expectation;
import dev.sidetone.orchestrator.leg.InboundLeg;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.RecognitionEvent;
import dev.sidetone.orchestrator.provider.SpeechRecognizer;
import dev.sidetone.orchestrator.turn.Endpointing;
import dev.sidetone.orchestrator.turn.TurnConfig;
import org.jspecify.annotations.Nullable;

/**
 * The conversation's ear: one recogniser stream. The final is asked for when the caller pauses, so
 * that its work hides inside endpointing; if speech goes on, that final is void. Owned by one
 * conversation on its worker.
 */
final class Listening {
    private final SpeechRecognizer.Stream stream;
    private final boolean continuous;
    private final String vendor;
    private final boolean finalAtPause;
    private final boolean speculation;
    private final long finalTimeoutNs;
    private final WorkerCounters counters;

    private int request;
    private boolean active;
    private boolean awaited;
    private boolean turnOver;
    private boolean declared;
    private long deadlineNs = Long.MAX_VALUE;
    private @Nullable Heard heard;
    private boolean early;
    private long heardNs;

    Listening(
            SpeechRecognizer recognizer,
            SpeechRecognizer.Stream stream,
            TurnConfig turn,
            long finalTimeoutNs,
            WorkerCounters counters) {
        this.stream = stream;
        this.continuous = recognizer.traits().continuous();
        this.vendor = recognizer.traits().vendor();
        // asked at the pause, a recogniser whose word ends the turn may not say that word any more
        this.finalAtPause = turn.endpointing() != Endpointing.PROVIDER;
        this.speculation = turn.speculation();
        this.finalTimeoutNs = finalTimeoutNs;
        this.counters = counters;
    }

    /** What came of a caller's turn. */
    sealed interface Heard {
        /** Words. */
        record Words(String text) implements Heard {}

        /** Speech without words that were understood. */
        record Nothing() implements Heard {}

        /** The recogniser failed. */
        record Broken(ProviderFailure failure) implements Heard {}
    }

    void expect(Expectation expectation) {
        stream.expect(expectation);
    }

    /**
     * The caller speaks. True when it only goes on with a turn whose final is still awaited: that
     * final is void, and what was said so far belongs to what follows.
     */
    boolean speechStarted() {
        if (active) {
            turnOver = false;
            speechResumed();
            return true;
        }
        active = true;
        turnOver = false;
        voidFinal();
        stream.begin();
        return false;
    }

    void speechAudio(byte[] audio, int offset, int length) {
        if (!continuous) {
            offer(audio, offset, length);
        }
    }

    void anyAudio(byte[] audio, int offset, int length) {
        if (continuous) {
            offer(audio, offset, length);
        }
    }

    private void offer(byte[] audio, int offset, int length) {
        if (stream.audio(audio, offset, length) != OfferResult.ACCEPTED) {
            counters.increment(MediaCounter.STT_AUDIO_REFUSED);
        }
    }

    void speechPaused() {
        voidFinal();
        stream.paused();
        if (!finalAtPause) {
            return;
        }
        awaited = true;
        stream.requestFinal(++request);
    }

    void speechResumed() {
        voidFinal();
        stream.resumed();
    }

    void turnEnded(long nowNs) {
        if (!awaited) {
            awaited = true;
            request++;
            if (declared) {
                stream.requestDeclaredFinal(request);
            } else {
                stream.requestFinal(request);
            }
        }
        turnOver = true;
        deadlineNs = nowNs + finalTimeoutNs;
    }

    private void voidFinal() {
        awaited = false;
        heard = null;
        early = false;
        deadlineNs = Long.MAX_VALUE;
    }

    void onEvent(RecognitionEvent event, InboundLeg inbound, long nowNs) {
        switch (event) {
            case RecognitionEvent.SpeechEnded ended -> {
                // the turn ends within this call, or for another reason later
                declared = true;
                inbound.onDeclaredEnd(ended.audioMs(), ended.silenceMs(), nowNs);
                declared = false;
            }
            case RecognitionEvent.Final last -> {
                if (awaited && last.request() == request) {
                    heard(
                            last.text().isBlank()
                                    ? new Heard.Nothing()
                                    : new Heard.Words(last.text()),
                            nowNs);
                }
            }
            case RecognitionEvent.Failed failed -> {
                if (awaited && failed.request() == request) {
                    heard(new Heard.Broken(failed.failure()), nowNs);
                }
            }
        }
    }

    private void heard(Heard what, long nowNs) {
        heard = what;
        early = speculation && !turnOver;
        heardNs = nowNs;
    }

    /**
     * What the caller seems to have said, when the final came before the turn is over and may be
     * speculated on; given out once.
     */
    Heard.@Nullable Words pollEarly() {
        boolean given = early && !turnOver;
        early = false;
        return given && heard instanceof Heard.Words words ? words : null;
    }

    /** What was heard, once the turn is over and the final is there or overdue; given out once. */
    @Nullable Heard poll(long nowNs) {
        if (!turnOver) {
            return null;
        }
        Heard result = heard;
        if (result == null) {
            if (nowNs < deadlineNs) {
                return null;
            }
            counters.increment(MediaCounter.STT_FINAL_TIMEOUTS);
            heardNs = nowNs;
            result =
                    new Heard.Broken(
                            new ProviderFailure(
                                    ProviderFailure.Kind.TIMED_OUT,
                                    vendor,
                                    "no final within " + finalTimeoutNs / 1_000_000 + " ms"));
        }
        turnOver = false;
        active = false;
        voidFinal();
        stream.end();
        return result;
    }

    /** When what {@link #poll} gave out last had arrived. */
    long heardNs() {
        return heardNs;
    }

    long nextDeadlineNs() {
        return turnOver ? deadlineNs : Long.MAX_VALUE;
    }

    /** True from the caller's first word until its turn was given out. */
    boolean active() {
        return active;
    }

    /**
     * True from the pause at which the recogniser's final was asked for until that is given out.
     */
    boolean awaitsFinal() {
        return awaited;
    }

    void close() {
        stream.close();
    }
}
