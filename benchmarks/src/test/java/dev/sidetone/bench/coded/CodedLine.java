/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.coded;

import dev.sidetone.bench.audio.WireAudio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A telephone line for coded speech: what it carries, what it does to it, and what is decoded. */
final class CodedLine {

    static final int FRAME = 160;

    /** What a decoder told. */
    static final class Heard implements CodedDecoder.Listener {
        final List<Integer> numbers = new ArrayList<>();
        final List<Long> starts = new ArrayList<>();
        int broken;

        @Override
        public void onPhrase(int number, long startSample) {
            numbers.add(number);
            starts.add(startSample);
        }

        @Override
        public void onBroken(long startSample) {
            broken++;
        }
    }

    private CodedLine() {}

    /** Silence, codeword, a moment of something like speech, silence. */
    static short[] phrase(int number, int silenceBefore, Random random) {
        short[] coded = CodedSpeech.encode(new CodedPhrase(number), babble(1600, random));
        short[] line = new short[silenceBefore + coded.length + 1760];
        System.arraycopy(coded, 0, line, silenceBefore, coded.length);
        return line;
    }

    /** A voice-like buzz with moving harmonics and pauses. */
    static short[] babble(int samples, Random random) {
        short[] pcm = new short[samples];
        double phase = 0;
        double pitch = 100;
        int formant = 5;
        for (int i = 0; i < samples; i++) {
            if (i % 400 == 0) {
                pitch = 80 + random.nextInt(120);
                formant = 3 + random.nextInt(12);
            }
            phase += 2 * Math.PI * pitch / CodedSpeech.SAMPLE_RATE;
            double sample = 0;
            for (int harmonic = 1; harmonic <= 18; harmonic++) {
                sample += Math.sin(harmonic * phase) / (1 + Math.abs(harmonic - formant));
            }
            pcm[i] = (short) (1500 * sample);
        }
        return pcm;
    }

    static short[] scaled(short[] pcm, double gain) {
        short[] scaled = new short[pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            scaled[i] = (short) Math.round(pcm[i] * gain);
        }
        return scaled;
    }

    /** Adds two lines sample by sample. */
    static short[] mixed(short[] one, short[] other) {
        short[] sum = new short[Math.max(one.length, other.length)];
        for (int i = 0; i < sum.length; i++) {
            int a = i < one.length ? one[i] : 0;
            int b = i < other.length ? other[i] : 0;
            sum[i] = (short) Math.clamp(a + b, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return sum;
    }

    static short[] noise(int samples, double rms, Random random) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.clamp(Math.round(rms * random.nextGaussian()), -32768, 32767);
        }
        return pcm;
    }

    /** Decodes through µ-law in frames of 20 ms. */
    static Heard decode(short[] pcm) {
        return decode(WireAudio.encode(pcm), FRAME);
    }

    static Heard decode(byte[] mulaw, int pieceBytes) {
        Heard heard = new Heard();
        CodedDecoder decoder = CodedSpeech.decoder(heard);
        for (int at = 0; at < mulaw.length; at += pieceBytes) {
            decoder.onMulaw(mulaw, at, Math.min(pieceBytes, mulaw.length - at));
        }
        return heard;
    }

    /** The frames of a line, the last one filled up. */
    static List<byte[]> frames(short[] pcm) {
        byte[] mulaw = WireAudio.encode(pcm);
        List<byte[]> frames = new ArrayList<>();
        for (int at = 0; at < mulaw.length; at += FRAME) {
            frames.add(Arrays.copyOfRange(mulaw, at, at + FRAME));
        }
        return frames;
    }

    static Heard decode(List<byte[]> frames) {
        Heard heard = new Heard();
        CodedDecoder decoder = CodedSpeech.decoder(heard);
        frames.forEach(frame -> decoder.onMulaw(frame, 0, frame.length));
        return heard;
    }
}
