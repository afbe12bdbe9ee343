/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.audio;

import dev.sidetone.codec.g711.MuLawDecoder;
import dev.sidetone.codec.g711.MuLawEncoder;
import dev.sidetone.codec.level.WireLevel;
import dev.sidetone.codec.resample.Downsampler16To8;
import dev.sidetone.media.AudioFormat;
import java.util.Arrays;

/** Whole clips between 8 kHz PCM and the telephone's µ-law. Thread-safe. */
public final class WireAudio {

    /** µ-law of silence. */
    public static final byte SILENCE = (byte) 0xff;

    /** Judges what is audible on the wire; the same rule as the server's. */
    public static final WireLevel LEVEL = WireLevel.of(AudioFormat.MULAW_8K);

    /** Length of a judged block. */
    public static final int BLOCK_MS = 10;

    private static final MuLawDecoder DECODER = new MuLawDecoder();
    private static final MuLawEncoder ENCODER = new MuLawEncoder();

    private WireAudio() {}

    /** µ-law bytes as samples. */
    public static short[] decode(byte[] mulaw) {
        short[] pcm = new short[mulaw.length];
        DECODER.decode(mulaw, 0, mulaw.length, pcm, 0);
        return pcm;
    }

    /** Samples as µ-law bytes. */
    public static byte[] encode(short[] pcm) {
        byte[] mulaw = new byte[pcm.length];
        ENCODER.encode(pcm, 0, pcm.length, mulaw, 0);
        return mulaw;
    }

    /** A file's audio at 8 kHz; the filter's delay is taken out, so that annotations still hold. */
    public static short[] at8k(WavFile wav) {
        if (wav.sampleRate() == 8000) {
            return wav.samples();
        }
        Downsampler16To8 filter = new Downsampler16To8();
        int samples = wav.samples().length;
        short[] out =
                new short
                        [Downsampler16To8.maxOutput(samples)
                                + 2 * Downsampler16To8.DELAY_SAMPLES
                                + 2];
        int length = filter.resample(wav.samples(), 0, samples, out, 0);
        length += filter.flush(out, length);
        int from = Math.min(length, Downsampler16To8.DELAY_SAMPLES);
        return Arrays.copyOfRange(out, from, length);
    }
}
