/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import dev.sidetone.media.testing.SharedMaterial;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Recorded callers, 8 kHz. */
final class Recording {
    private Recording() {}

    /** Its samples; skips the calling test when it is not there. */
    static short[] pcm(String id) throws Exception {
        var file = SharedMaterial.require("audio/8k/" + id + ".wav").toFile();
        try (AudioInputStream in = AudioSystem.getAudioInputStream(file)) {
            byte[] bytes = in.readAllBytes();
            short[] pcm = new short[bytes.length / 2];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(pcm);
            return pcm;
        }
    }
}
