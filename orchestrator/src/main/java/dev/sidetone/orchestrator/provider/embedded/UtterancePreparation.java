/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.embedded;

import dev.sidetone.codec.catalog.CodecCatalog;
import dev.sidetone.codec.resample.Upsampler8To16;
import dev.sidetone.media.AudioFormat;
import java.util.Random;

/**
 * Makes telephone audio look like what the acoustic model was trained on: silence cut at the ends,
 * 16 kHz with half of the spectral image kept in the band the telephone does not carry, and a few
 * bits of dither, because exact digital silence inserts words and ruins rejection. The same bytes
 * give the same samples. Belongs to one decoder's thread.
 */
final class UtterancePreparation {

    private static final double IMAGE_GAIN = 0.5;
    private static final double DITHER_LSB = 8.0;
    private static final double[] DITHER = dither();

    private final Upsampler8To16 upsampler = new Upsampler8To16(IMAGE_GAIN);

    /** 16 kHz samples; none when there is no speech. */
    double[] prepare(UtteranceAudio audio) {
        AudioFormat format = audio.format();
        byte[] bytes = audio.bytes();
        short[] pcm = new short[bytes.length / format.encoding().bytesPerSample()];
        int samples = CodecCatalog.decoder(format).decode(bytes, 0, bytes.length, pcm, 0);
        SpeechEnds speech = SpeechEnds.of(pcm, samples, format.sampleRate());
        int length = speech.end() - speech.begin();
        if (length <= 0) {
            return new double[0];
        }
        if (format.sampleRate() == UtteranceSource.SAMPLE_RATE) {
            return dithered(pcm, speech.begin(), length);
        }
        short[] wide = new short[2 * length + Upsampler8To16.FLUSH_SAMPLES];
        int written = upsampler.resample(pcm, speech.begin(), length, wide, 0);
        written += upsampler.flush(wide, written);
        return dithered(wide, 0, written);
    }

    private static double[] dithered(short[] pcm, int from, int count) {
        double[] samples = new double[count];
        for (int i = 0; i < count; i++) {
            samples[i] = pcm[from + i] + DITHER[i & (DITHER.length - 1)];
        }
        return samples;
    }

    private static double[] dither() {
        Random random = new Random(1);
        double[] noise = new double[1 << 15];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = DITHER_LSB * random.nextGaussian();
        }
        return noise;
    }
}
