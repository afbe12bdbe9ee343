/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import dev.sidetone.bench.audio.WireAudio;
import java.util.Arrays;

/** Audio for tests: audible and silent µ-law of given lengths. */
final class TestTones {

    private TestTones() {}

    static byte[] audible(int ms) {
        short[] pcm = new short[ms * 8];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (8000 * Math.sin(i * 2 * Math.PI * 400 / 8000));
        }
        return WireAudio.encode(pcm);
    }

    static byte[] silent(int ms) {
        byte[] mulaw = new byte[ms * 8];
        Arrays.fill(mulaw, WireAudio.SILENCE);
        return mulaw;
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
