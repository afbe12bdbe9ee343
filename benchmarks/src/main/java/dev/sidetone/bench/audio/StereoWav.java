/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A stereo 8 kHz WAV file of a call: left the caller as spoken, right the agent as heard. */
public final class StereoWav {

    private static final int HEADER_BYTES = 44;
    private static final int SAMPLE_RATE = 8000;
    private static final int FRAME_BYTES = 4;

    private StereoWav() {}

    /** The file's bytes; the shorter side is filled with silence. */
    public static byte[] bytes(short[] left, short[] right) {
        int frames = Math.max(left.length, right.length);
        ByteBuffer wav =
                ByteBuffer.allocate(HEADER_BYTES + frames * FRAME_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + frames * FRAME_BYTES).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 2);
        wav.putInt(SAMPLE_RATE)
                .putInt(SAMPLE_RATE * FRAME_BYTES)
                .putShort((short) FRAME_BYTES)
                .putShort((short) 16);
        wav.put(ascii("data")).putInt(frames * FRAME_BYTES);
        for (int i = 0; i < frames; i++) {
            wav.putShort(i < left.length ? left[i] : 0).putShort(i < right.length ? right[i] : 0);
        }
        return wav.array();
    }

    private static byte[] ascii(String tag) {
        return tag.getBytes(StandardCharsets.US_ASCII);
    }
}
