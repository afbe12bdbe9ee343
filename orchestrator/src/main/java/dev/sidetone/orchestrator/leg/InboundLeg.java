/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.leg;

import dev.sidetone.codec.AudioDecoder;
import dev.sidetone.codec.level.AudibleLevel;
import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.WorkerCounters;
import dev.sidetone.orchestrator.turn.TurnDetector;
import dev.sidetone.orchestrator.turn.TurnSignal;
import dev.sidetone.vad.VoiceActivityDetector;
import dev.sidetone.vad.gate.PreRoll;
import dev.sidetone.vad.gate.SpeechGate;

/**
 * The caller's audio on its way in: decode, detect speech, decide the turn, and hand the payload on
 * untouched. Owned by one call on its worker; allocates nothing per frame.
 *
 * <pre>
 * slot → decode → blocks of 10 ms → detector → gate → turn detector → listener
 *      └→ pre-roll ─────────────────────────────────────────────────↗ (once a turn begins)
 * </pre>
 */
public final class InboundLeg {
    private static final int BLOCK_SAMPLES = VoiceActivityDetector.BLOCK_SAMPLES;
    private static final int MAX_SLOT_SAMPLES = 1024;
    private static final long NANOS_PER_MS = 1_000_000L;

    private final AudioFormat format;
    private final AudioDecoder decoder;
    private final VoiceActivityDetector detector;
    private final SpeechGate gate;
    private final TurnDetector turn;
    private final PreRoll preRoll;
    private final SpeechListener listener;
    private final WorkerCounters counters;
    private final StreamClock streamClock = new StreamClock();
    private final short[] pcm = new short[BLOCK_SAMPLES + MAX_SLOT_SAMPLES];

    private int carriedSamples;
    private boolean inTurn;
    private long streamMs;
    private long lastAudibleMs;
    private long nextMediaMs = InboxSlot.MEDIA_MS_UNKNOWN;
    private long lastArrivalNs;

    /** When the block that ends the turn, whatever it holds, was spoken. */
    private long endsAtNs = Long.MAX_VALUE;

    /** The format must be 8 kHz: that is what the detector's blocks hold. */
    public InboundLeg(
            AudioFormat format,
            AudioDecoder decoder,
            Hearing hearing,
            SpeechListener listener,
            WorkerCounters counters) {
        if (format.sampleRate() != 8000) {
            throw new IllegalArgumentException("caller audio must be 8 kHz: " + format);
        }
        this.format = format;
        this.decoder = decoder;
        this.detector = hearing.detector();
        this.gate = hearing.gate();
        this.turn = hearing.turn();
        this.preRoll = hearing.preRoll();
        this.listener = listener;
        this.counters = counters;
    }

    /**
     * The deciding parts of a leg, one set for each call.
     *
     * @param preRoll holds the wire's bytes of the last moments, so that an utterance keeps its
     *     onset
     */
    public record Hearing(
            VoiceActivityDetector detector, SpeechGate gate, TurnDetector turn, PreRoll preRoll) {}

    /** Takes one media slot. */
    public void onMedia(InboxSlot slot, boolean agentAudible, long nowNs) {
        byte[] audio = slot.audio();
        int offset = slot.audioOffset();
        int length = slot.audioLength();
        boolean inTurnBefore = inTurn;
        int samples = carriedSamples + decoder.decode(audio, offset, length, pcm, carriedSamples);
        int blocks = samples / BLOCK_SAMPLES;
        lastArrivalNs = slot.arrivalNs();
        placeInStream(slot.mediaMs(), length / format.bytesPerMs());
        if (streamClock.onArrival(
                streamMs + samples / (format.sampleRate() / 1000), slot.arrivalNs())) {
            counters.increment(MediaCounter.MEDIA_BEHIND);
        }
        if (!inTurn) {
            preRoll.write(audio, offset, length);
        }
        listener.onAnyAudio(audio, offset, length);
        for (int i = 0; i < blocks; i++) {
            onBlock(i * BLOCK_SAMPLES, agentAudible, nowNs);
        }
        carriedSamples = samples - blocks * BLOCK_SAMPLES;
        System.arraycopy(pcm, blocks * BLOCK_SAMPLES, pcm, 0, carriedSamples);
        endsAtNs =
                turn.endsWithNextBlock(gate)
                        ? streamClock.spokenNs(streamMs + VoiceActivityDetector.BLOCK_MS)
                        : Long.MAX_VALUE;
        if (inTurnBefore) {
            listener.onSpeechAudio(audio, offset, length);
        }
    }

    /**
     * Frames that were lost on the way took time all the same. A slot without a timestamp follows
     * the one before it: the rest of a long payload has none of its own.
     */
    private void placeInStream(long mediaMs, int lengthMs) {
        long startMs = mediaMs == InboxSlot.MEDIA_MS_UNKNOWN ? nextMediaMs : mediaMs;
        if (startMs == InboxSlot.MEDIA_MS_UNKNOWN) {
            return;
        }
        if (nextMediaMs != InboxSlot.MEDIA_MS_UNKNOWN
                && startMs - nextMediaMs >= format.ptimeMs()) {
            streamClock.skip(startMs - nextMediaMs);
        }
        nextMediaMs = startMs + lengthMs;
    }

    private void onBlock(int at, boolean agentAudible, long nowNs) {
        gate.onBlock(detector.onBlock(pcm, at));
        streamMs += VoiceActivityDetector.BLOCK_MS;
        if (AudibleLevel.isAudible(pcm, at, BLOCK_SAMPLES)) {
            lastAudibleMs = streamMs;
        }
        onSignal(turn.onBlock(gate, agentAudible), nowNs);
    }

    /**
     * Looks whether the silence that ends the turn is over although the rest of its frame is still
     * to come, and whether the stream has stalled in mid-turn: silence that never arrives ends a
     * turn as well as silence that does.
     */
    public void onAlarm(long nowNs) {
        if (nowNs >= endsAtNs) {
            onSignal(turn.endAhead(), nowNs);
        } else if (inTurn) {
            onSignal(turn.onStall((nowNs - lastArrivalNs) / NANOS_PER_MS), nowNs);
        }
    }

    /**
     * When {@link #onAlarm} is wanted; {@link Long#MAX_VALUE} for never.
     *
     * @param stallCheckNs how often to look whether the stream has stalled
     */
    public long nextDeadlineNs(long nowNs, long stallCheckNs) {
        return inTurn ? Math.min(endsAtNs, nowNs + stallCheckNs) : Long.MAX_VALUE;
    }

    /**
     * The recogniser declares the end of the caller's speech.
     *
     * @param audioMs how much audio of the stream, as {@code onAnyAudio} gave it out, it listened
     *     to
     * @param silenceMs the silence that it waited for
     */
    public void onDeclaredEnd(long audioMs, int silenceMs, long nowNs) {
        onSignal(turn.onDeclaredEnd(gate, audioMs, silenceMs), nowNs);
    }

    private void onSignal(TurnSignal signal, long nowNs) {
        switch (signal) {
            case NONE -> {}
            case SPEECH_STARTED, BARGE_IN -> {
                inTurn = true;
                listener.onTurnSignal(signal, nowNs);
                preRoll.drainTo(listener::onSpeechAudio);
            }
            case SPEECH_PAUSED, SPEECH_RESUMED -> listener.onTurnSignal(signal, nowNs);
            case TURN_ENDED -> {
                inTurn = false;
                endsAtNs = Long.MAX_VALUE;
                preRoll.clear();
                listener.onTurnSignal(signal, nowNs);
            }
        }
    }

    /** The call is over. */
    public void close() {
        detector.close();
    }

    /** True between the start of the caller's speech and the end of its turn. */
    public boolean inTurn() {
        return inTurn;
    }

    /** Stream time of the end of the caller's last audible speech. */
    public long endOfSpeechMs() {
        // Speech too soft to count as audible has no better end than the one the detector saw.
        return lastAudibleMs > turn.speechStartMs()
                ? Math.min(lastAudibleMs, turn.lastSpeechMs())
                : turn.lastSpeechMs();
    }

    /** When that speech was spoken, on the worker's clock. */
    public long endOfSpeechNs() {
        return streamClock.spokenNs(endOfSpeechMs());
    }

    /** When the present turn's speech began, on the worker's clock. */
    public long startOfSpeechNs() {
        return streamClock.spokenNs(turn.speechStartMs());
    }

    /** The silence that ended, or will end, the present turn. */
    public int endpointingTargetMs() {
        return turn.endpointingTargetMs();
    }
}
