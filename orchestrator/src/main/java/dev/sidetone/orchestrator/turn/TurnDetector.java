/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.turn;

import dev.sidetone.vad.gate.SpeechGate;

/**
 * When the caller's turn begins, pauses and ends. Decides in stream time, counted from the gate's
 * last speech, so a late burst of frames decides the same as an even stream; a stream that stalls
 * for longer than {@code stallMs} is taken to be silent. State of one call, its worker's thread; no
 * clock of its own; allocates nothing.
 *
 * <pre>
 *            SPEECH_STARTED | BARGE_IN             SPEECH_PAUSED
 *   LISTENING ----------------------&gt; SPEAKING -----------------&gt; PAUSED
 *       ^                                |   ^---SPEECH_RESUMED-----|
 *       |----------- TURN_ENDED ---------+--------------------------|
 * </pre>
 */
public final class TurnDetector {

    private static final int NONE_DECLARED = -1;

    private final TurnConfig config;

    private State state = State.LISTENING;
    private long speechStartMs;
    private long lastSpeechMs;
    private long streamMs;

    /** Since when the caller speaks without a pause, or spoke last. */
    private long speakingSinceMs;

    /** The silence that was asked for to end the present turn, or the last one. */
    private int endpointingTargetMs;

    /** The silence after which the recogniser declared an end that a stirring still holds up. */
    private int declaredMs = NONE_DECLARED;

    /** Start of the stretch of speech that the present turn, or the last one, met last. */
    private long stretchStartMs = -1;

    /** Stream time up to which all is decided: speech before it belongs to a turn that is over. */
    private long decidedMs;

    /** A turn was ended at its longest while the sound goes on. */
    private boolean endless;

    /** With the defaults. */
    public TurnDetector() {
        this(TurnConfig.DEFAULT);
    }

    public TurnDetector(TurnConfig config) {
        this.config = config;
        this.endpointingTargetMs = config.ownEndMs();
    }

    /**
     * Decides after one block; at most one signal a block.
     *
     * @param gate has just taken the block
     * @param agentAudible whether the caller hears the agent at this moment
     */
    public TurnSignal onBlock(SpeechGate gate, boolean agentAudible) {
        streamMs = gate.streamMs();
        if (state == State.LISTENING) {
            return whileListening(gate, agentAudible);
        }
        if (streamMs - speechStartMs >= TurnConfig.MAX_TURN_MS) {
            endless = true;
            return end();
        }
        if (gate.lastSpeechMs() > lastSpeechMs) {
            lastSpeechMs = gate.lastSpeechMs();
            stretchStartMs = gate.speechStartMs();
            return resume();
        }
        if (declaredMs != NONE_DECLARED && !gate.isStirring()) {
            return endDeclared(gate, declaredMs);
        }
        long silenceMs = streamMs - lastSpeechMs;
        if (silenceMs >= config.ownEndMs()) {
            return mayGoOn(gate, silenceMs - config.ownEndMs()) ? TurnSignal.NONE : end();
        }
        return mayGoOn(gate, silenceMs - config.pauseMs())
                ? TurnSignal.NONE
                : pauseAfter(silenceMs);
    }

    /**
     * Whether the next block ends the turn, whatever it holds. Once its time has passed, {@link
     * #endAhead} need not wait for the rest of the frame it comes in.
     *
     * @param gate has taken all blocks there were
     */
    public boolean endsWithNextBlock(SpeechGate gate) {
        return state != State.LISTENING
                && gate.isAtRest()
                && streamMs + SpeechGate.BLOCK_MS - lastSpeechMs >= config.ownEndMs();
    }

    /** Ends a turn of which {@link #endsWithNextBlock} holds, now that this block was spoken. */
    public TurnSignal endAhead() {
        return end();
    }

    /**
     * Decides when no frame came for {@code silentMs} of wall-clock time, as if so much silence had
     * been received; may be called as often as one likes. Frames that come late after all never end
     * the same turn again; speech in them continues the turn, or begins a new one if it was ended.
     */
    public TurnSignal onStall(long silentMs) {
        if (state == State.LISTENING || silentMs < config.stallMs()) {
            return TurnSignal.NONE;
        }
        long silenceMs = streamMs + silentMs - lastSpeechMs;
        return silenceMs >= config.ownEndMs() ? end() : pauseAfter(silenceMs);
    }

    /**
     * Decides when the recogniser declares the end of speech. It speaks of audio that lies back by
     * its own delay: a caller who has begun to speak, or gone on, since the silence it means, is
     * not ended. Sound that goes on all through that silence was no speech, and begins no turn.
     *
     * @param audioMs stream time up to which it had listened
     * @param silenceMs the silence that it waited for
     */
    public TurnSignal onDeclaredEnd(SpeechGate gate, long audioMs, int silenceMs) {
        if (state == State.LISTENING
                || config.endpointing() == Endpointing.OWN
                || speakingSinceMs > audioMs - silenceMs) {
            return TurnSignal.NONE;
        }
        if (gate.isStirring()) {
            // perhaps a word that has just begun, after what the recogniser heard
            declaredMs = silenceMs;
            return TurnSignal.NONE;
        }
        return endDeclared(gate, silenceMs);
    }

    private TurnSignal endDeclared(SpeechGate gate, int silenceMs) {
        endless = gate.isOpen();
        endpointingTargetMs = silenceMs;
        return end();
    }

    /** Whether the caller's turn has begun and not ended. */
    public boolean isCallersTurn() {
        return state != State.LISTENING;
    }

    /** Start of the caller's present turn, or of the last one, in stream time. */
    public long speechStartMs() {
        return speechStartMs;
    }

    /** End of the last speech in the caller's present turn, or in the last one, in stream time. */
    public long lastSpeechMs() {
        return lastSpeechMs;
    }

    /** The silence that was asked for to end the present turn, or the last one. */
    public int endpointingTargetMs() {
        return endpointingTargetMs;
    }

    public TurnConfig config() {
        return config;
    }

    private TurnSignal whileListening(SpeechGate gate, boolean agentAudible) {
        endless = endless && gate.isOpen();
        if (endless || !gate.isOpen() || gate.lastSpeechMs() <= decidedMs) {
            return TurnSignal.NONE;
        }
        // The gate may still be open from a turn that a stall ended: the rest of a late word is not
        // a turn.
        boolean remainder = gate.speechStartMs() == stretchStartMs;
        long startMs = remainder ? decidedMs : gate.speechStartMs();
        long speechMs = gate.lastSpeechMs() - startMs;
        if (agentAudible && (!config.bargeInEnabled() || speechMs < config.bargeInMinSpeechMs())) {
            return TurnSignal.NONE;
        }
        if (remainder && speechMs < gate.config().minSpeechMs()) {
            return TurnSignal.NONE;
        }
        speechStartMs = startMs;
        lastSpeechMs = gate.lastSpeechMs();
        stretchStartMs = gate.speechStartMs();
        state = State.SPEAKING;
        speakingSinceMs = startMs;
        endpointingTargetMs = config.ownEndMs();
        return agentAudible ? TurnSignal.BARGE_IN : TurnSignal.SPEECH_STARTED;
    }

    private TurnSignal resume() {
        declaredMs = NONE_DECLARED;
        if (state == State.SPEAKING) {
            return TurnSignal.NONE;
        }
        state = State.SPEAKING;
        speakingSinceMs = lastSpeechMs;
        return TurnSignal.SPEECH_RESUMED;
    }

    private TurnSignal pauseAfter(long silenceMs) {
        if (state != State.SPEAKING || silenceMs < config.pauseMs()) {
            return TurnSignal.NONE;
        }
        state = State.PAUSED;
        return TurnSignal.SPEECH_PAUSED;
    }

    private TurnSignal end() {
        declaredMs = NONE_DECLARED;
        state = State.LISTENING;
        decidedMs = streamMs;
        return TurnSignal.TURN_ENDED;
    }

    /**
     * A word that has just begun is waited for, but only until the gate must have opened for it.
     */
    private static boolean mayGoOn(SpeechGate gate, long overdueMs) {
        return gate.isStirring() && overdueMs < gate.config().windowMs();
    }

    private enum State {
        LISTENING,
        SPEAKING,
        PAUSED
    }
}
