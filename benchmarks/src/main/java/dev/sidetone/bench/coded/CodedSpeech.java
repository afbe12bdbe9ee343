/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.coded;

import java.util.Arrays;

/** Puts codewords before speech. 8 kHz, 16 bit. Thread-safe: no state. */
public final class CodedSpeech {

    /** Samples per second of all coded speech. */
    public static final int SAMPLE_RATE = 8000;

    /** Length of a codeword, which stands at the very beginning of the audio. */
    public static final int CODEWORD_SAMPLES = Codeword.SAMPLES;

    /** Length of a codeword: 220 ms. */
    public static final int CODEWORD_MS = CODEWORD_SAMPLES * 1000 / SAMPLE_RATE;

    /** Peak of the tones: −14 dBFS RMS, about as loud as speech on a telephone. */
    private static final double AMPLITUDE = 9000;

    /** One turn of the lowest tone; every other tone steps through it. */
    private static final short[] WAVE = new short[Codeword.WINDOW_SAMPLES];

    static {
        for (int i = 0; i < WAVE.length; i++) {
            double angle = 2 * Math.PI * i / WAVE.length;
            WAVE[i] = (short) Math.round(AMPLITUDE * Math.sin(angle));
        }
    }

    private CodedSpeech() {}

    /**
     * The phrase's codeword, and right behind it the speech. Ends where the speech ends, so whoever
     * needs the last audible block passes speech that ends with it, as {@code CallerVoice} gives.
     *
     * @param speech 8 kHz; what is said does not matter to the decoder
     */
    public static short[] encode(CodedPhrase phrase, short[] speech) {
        short[] coded = Arrays.copyOf(codeword(phrase), CODEWORD_SAMPLES + speech.length);
        System.arraycopy(speech, 0, coded, CODEWORD_SAMPLES, speech.length);
        return coded;
    }

    /** The codeword alone: {@link #CODEWORD_SAMPLES} samples. */
    public static short[] codeword(CodedPhrase phrase) {
        short[] tones = new short[CODEWORD_SAMPLES];
        int phase = 0;
        for (int slot = 0; slot < Codeword.SLOTS; slot++) {
            int step =
                    slot < Codeword.SYNC_SLOTS
                            ? Codeword.syncStep(slot)
                            : Codeword.step(slot, Codeword.value(slot, phrase.number()));
            // The phase goes on from tone to tone: a jump would spread over the whole band.
            for (int i = 0; i < Codeword.SLOT_SAMPLES; i++) {
                tones[slot * Codeword.SLOT_SAMPLES + i] = WAVE[phase];
                phase = phase + step & Codeword.WINDOW_SAMPLES - 1;
            }
        }
        return tones;
    }

    /** A decoder of one stream. */
    public static CodedDecoder decoder(CodedDecoder.Listener listener) {
        return new CodedDecoder(listener);
    }
}
