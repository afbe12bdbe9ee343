/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import dev.sidetone.vad.VoiceActivityDetector;
import dev.sidetone.vad.energy.EnergyDetector;

/**
 * Energy and Silero in cascade. Energy alone decides what is silence, at once and for nothing. From
 * the first block that may hold speech on, audio is also queued for Silero in windows of 32 ms, and
 * once that has judged a few of them it can deny what energy takes for speech; until then, and
 * whenever Silero is late, overloaded or gone, energy's word stands.
 *
 * <p>A block is judged with the results that came in before it, in stream order, and no verdict is
 * taken back: with the same audio and the same results between the same blocks the verdicts are the
 * same, whenever it all happened. State of one call, its worker's thread; allocates nothing per
 * block.
 */
final class SileroDetector implements VoiceActivityDetector {
    private final EnergyDetector energy;
    private final SileroStream stream;
    private final WindowQueue queue;
    private final CascadeConfig config;
    private boolean awake;
    private int quietMs;
    private boolean confirmed;

    SileroDetector(WindowQueue queue, CascadeConfig config) {
        this.energy = new EnergyDetector();
        this.stream = new SileroStream();
        this.queue = queue;
        this.config = config;
    }

    @Override
    public float onBlock(short[] pcm, int offset) {
        float likelihood = energy.onBlock(pcm, offset);
        if (!queue.isServing()) {
            return likelihood;
        }
        int dropped = stream.write(pcm, offset, BLOCK_SAMPLES);
        if (dropped > 0) {
            queue.onDropped(dropped);
        }
        listen(likelihood);
        return awake ? judged(likelihood) : likelihood;
    }

    /** Wakes Silero for what may be speech, and lets it sleep again in silence. */
    private void listen(float likelihood) {
        if (likelihood >= config.maybeSpeech()) {
            quietMs = 0;
            if (!awake) {
                awake = true;
                confirmed = false;
                stream.wake(BLOCK_SAMPLES);
            }
        } else if (awake) {
            quietMs += BLOCK_MS;
            if (quietMs > config.lingerMs()) {
                awake = false;
                stream.sleep();
            }
        }
        if (stream.waiting() > 0) {
            queue.offer(stream);
        }
    }

    private float judged(float likelihood) {
        float silero = stream.probability();
        if (silero >= config.confirm()) {
            confirmed = true;
        } else if (silero < config.deny()) {
            confirmed = false;
        }
        boolean heard =
                stream.judged() >= config.patienceWindows()
                        && stream.waiting() <= config.maxBehindWindows();
        return confirmed || !heard ? likelihood : Math.min(likelihood, config.deny());
    }

    @Override
    public void reset() {
        energy.reset();
        stream.sleep();
        queue.remove(stream);
        awake = false;
        quietMs = 0;
        confirmed = false;
    }

    @Override
    public void close() {
        stream.sleep();
        queue.remove(stream);
    }
}
