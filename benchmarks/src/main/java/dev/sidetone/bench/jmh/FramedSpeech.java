/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.codec.AudioDecoder;
import dev.sidetone.codec.AudioEncoder;
import dev.sidetone.codec.catalog.CodecCatalog;
import dev.sidetone.media.AudioFormat;
import java.util.Random;

/**
 * Four seconds at 8 kHz that go loud and quiet as speech does, in frames of 20 ms; the same on
 * every run. A benchmark walks through them, so that no branch predictor learns one frame by heart.
 */
final class FramedSpeech {

    static final int FRAME_SAMPLES = 160;
    static final int FRAMES = 200;

    private static final int SYLLABLE_FRAMES = 12;
    private static final int PAUSE_FROM = 120;
    private static final double LOUD = 9000.0;
    private static final double LINE_NOISE = 12.0;
    private static final long SEED = 20;

    private FramedSpeech() {}

    /** The samples of every frame. */
    static short[][] pcm() {
        Random random = new Random(SEED);
        short[][] frames = new short[FRAMES][FRAME_SAMPLES];
        for (int frame = 0; frame < FRAMES; frame++) {
            double swell = Math.sin(Math.PI * (frame % SYLLABLE_FRAMES) / SYLLABLE_FRAMES);
            double level = frame < PAUSE_FROM ? LOUD * swell : 0.0;
            for (int i = 0; i < FRAME_SAMPLES; i++) {
                double phase = 2.0 * Math.PI * 180.0 * (frame * FRAME_SAMPLES + i) / 8000.0;
                double voice = Math.sin(phase) + 0.5 * Math.sin(3.0 * phase);
                frames[frame][i] = (short) (level * voice + LINE_NOISE * random.nextGaussian());
            }
        }
        return frames;
    }

    /** The same on the wire, one byte a sample. */
    static byte[][] wire(AudioFormat format) {
        AudioEncoder encoder = CodecCatalog.encoder(format);
        short[][] pcm = pcm();
        byte[][] frames = new byte[FRAMES][FRAME_SAMPLES];
        for (int frame = 0; frame < FRAMES; frame++) {
            encoder.encode(pcm[frame], 0, FRAME_SAMPLES, frames[frame], 0);
        }
        return frames;
    }

    /** What a listener gets back from the wire. */
    static short[][] heard(AudioFormat format) {
        AudioDecoder decoder = CodecCatalog.decoder(format);
        byte[][] wire = wire(format);
        short[][] frames = new short[FRAMES][FRAME_SAMPLES];
        for (int frame = 0; frame < FRAMES; frame++) {
            decoder.decode(wire[frame], 0, FRAME_SAMPLES, frames[frame], 0);
        }
        return frames;
    }

    /** The frame after this one, from the start again behind the last. */
    static int next(int frame) {
        return frame + 1 < FRAMES ? frame + 1 : 0;
    }
}
