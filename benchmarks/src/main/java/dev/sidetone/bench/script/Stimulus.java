/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.script;

import dev.sidetone.bench.audio.WireAudio;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Audio a caller speaks, with the annotation of where speech is in it. Immutable by agreement:
 * nobody writes to the array.
 *
 * @param mulaw the audio, whole 20 ms frames
 * @param turns where the caller's turns are; empty when the clip holds no speech
 */
@SuppressWarnings("ArrayRecordComponent") // identity is enough: a clip is built once
public record Stimulus(byte[] mulaw, List<SpokenTurn> turns) {

    /** Bytes of a 20 ms frame. */
    public static final int FRAME_BYTES = 160;

    private static final int SAMPLES_PER_MS = 8;

    /**
     * One stretch of speech that ends a caller's turn.
     *
     * @param onsetMs from the clip's start to the first audible sample
     * @param endMs from the clip's start to the end of the last audible sample
     * @param text what is said, if known
     */
    public record SpokenTurn(int onsetMs, int endMs, @Nullable String text) {}

    public Stimulus {
        turns = List.copyOf(turns);
    }

    /** A clip whose speech is one turn, annotated by its first and last audible block. */
    public static Stimulus ofSpeech(short[] pcm8k, @Nullable String text) {
        byte[] mulaw = wire(pcm8k);
        // Judged as it stands on the wire, so that both sides of the call see the same samples.
        int first = WireAudio.LEVEL.firstAudible(mulaw, 0, mulaw.length);
        if (first < 0) {
            return new Stimulus(mulaw, List.of());
        }
        int end = WireAudio.LEVEL.lastAudibleEnd(mulaw, 0, mulaw.length);
        return new Stimulus(
                mulaw, List.of(new SpokenTurn(first / SAMPLES_PER_MS, end / SAMPLES_PER_MS, text)));
    }

    /** A clip whose turns were annotated by hand. */
    public static Stimulus annotated(short[] pcm8k, List<SpokenTurn> turns) {
        return new Stimulus(wire(pcm8k), turns);
    }

    /** Whole frames of the clip. */
    public int frames() {
        return mulaw.length / FRAME_BYTES;
    }

    private static byte[] wire(short[] pcm8k) {
        byte[] mulaw = WireAudio.encode(pcm8k);
        int whole = (mulaw.length + FRAME_BYTES - 1) / FRAME_BYTES * FRAME_BYTES;
        byte[] padded = Arrays.copyOf(mulaw, whole);
        Arrays.fill(padded, mulaw.length, whole, WireAudio.SILENCE);
        return padded;
    }
}
