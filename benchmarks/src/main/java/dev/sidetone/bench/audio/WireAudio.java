/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.audio;

/** G.711 µ-law of whole clips, by table (ITU-T G.711). Thread-safe. */
public final class WireAudio {

    /** µ-law of silence. */
    public static final byte SILENCE = (byte) 0xff;

    private static final short[] TO_PCM = new short[256];
    private static final int BIAS = 0x84;
    private static final int CLIP = 32635;

    static {
        for (int i = 0; i < 256; i++) {
            int code = ~i & 0xff;
            int magnitude = ((((code & 0x0f) << 3) + BIAS) << (code >> 4 & 7)) - BIAS;
            TO_PCM[i] = (short) ((code & 0x80) != 0 ? -magnitude : magnitude);
        }
    }

    private WireAudio() {}

    /** One µ-law byte as a sample. */
    public static short decode(byte code) {
        return TO_PCM[code & 0xff];
    }

    /** µ-law bytes as samples. */
    public static short[] decode(byte[] mulaw) {
        short[] pcm = new short[mulaw.length];
        for (int i = 0; i < mulaw.length; i++) {
            pcm[i] = TO_PCM[mulaw[i] & 0xff];
        }
        return pcm;
    }

    /** Samples as µ-law bytes. */
    public static byte[] encode(short[] pcm) {
        byte[] mulaw = new byte[pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            mulaw[i] = encode(pcm[i]);
        }
        return mulaw;
    }

    private static byte encode(short sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs((int) sample), CLIP) + BIAS;
        int exponent = 24 - Integer.numberOfLeadingZeros(magnitude);
        int mantissa = magnitude >> (exponent + 3) & 0x0f;
        return (byte) ~(sign | exponent << 4 | mantissa);
    }
}
