/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media;

/**
 * Mono audio as it stands on a wire: encoding, samples per second, and the packet time that one
 * frame holds.
 *
 * @param encoding how a sample is written
 * @param sampleRate samples per second
 * @param ptimeMs milliseconds of audio in one frame
 */
public record AudioFormat(Encoding encoding, int sampleRate, int ptimeMs) {

    /** Telephone audio: G.711 µ-law, 8 kHz, 20 ms. */
    public static final AudioFormat MULAW_8K = new AudioFormat(Encoding.MULAW, 8000, 20);

    /** Telephone audio outside North America and Japan: G.711 A-law, 8 kHz, 20 ms. */
    public static final AudioFormat ALAW_8K = new AudioFormat(Encoding.ALAW, 8000, 20);

    /** Linear PCM, 16 bit little-endian, 8 kHz, 20 ms. */
    public static final AudioFormat L16_8K = new AudioFormat(Encoding.L16, 8000, 20);

    public AudioFormat {
        if (sampleRate <= 0 || sampleRate % 1000 != 0) {
            throw new IllegalArgumentException(
                    "sampleRate must be a positive multiple of 1000: " + sampleRate);
        }
        if (ptimeMs <= 0) {
            throw new IllegalArgumentException("ptimeMs must be positive: " + ptimeMs);
        }
    }

    /** Bytes that one millisecond takes. */
    public int bytesPerMs() {
        return sampleRate / 1000 * encoding.bytesPerSample();
    }

    /** Bytes of one frame. */
    public int frameBytes() {
        return bytesPerMs() * ptimeMs;
    }

    /** Samples of one frame. */
    public int frameSamples() {
        return sampleRate / 1000 * ptimeMs;
    }

    /** How a sample is written. */
    public enum Encoding {
        /** G.711 µ-law. */
        MULAW(1),
        /** G.711 A-law. */
        ALAW(1),
        /** Signed 16 bit, little-endian. */
        L16(2);

        private final int bytesPerSample;

        Encoding(int bytesPerSample) {
            this.bytesPerSample = bytesPerSample;
        }

        /** Bytes that one sample takes. */
        public int bytesPerSample() {
            return bytesPerSample;
        }
    }
}
