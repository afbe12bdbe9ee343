/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.script.Stimulus;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The caller's side of the microphone: a clip in whole frames, silence otherwise. Owned by the
 * thread of the caller's loop.
 */
final class Mouth {

    private @Nullable Stimulus clip;
    private int frame;

    /** Speaks from the next frame on, over whatever was being said. */
    void speak(Stimulus stimulus) {
        clip = stimulus;
        frame = 0;
    }

    boolean speaking() {
        return clip != null;
    }

    byte[] nextFrame() {
        byte[] out = new byte[Stimulus.FRAME_BYTES];
        Stimulus now = clip;
        if (now == null || now.frames() == 0) {
            clip = null;
            Arrays.fill(out, WireAudio.SILENCE);
            return out;
        }
        System.arraycopy(now.mulaw(), frame * Stimulus.FRAME_BYTES, out, 0, out.length);
        if (++frame == now.frames()) {
            clip = null;
        }
        return out;
    }
}
