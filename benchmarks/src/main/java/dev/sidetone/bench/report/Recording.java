/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.report;

import dev.sidetone.bench.audio.StereoWav;
import dev.sidetone.bench.caller.CallResult;
import java.util.Base64;

/**
 * The audio of one call: left the caller as spoken, right the agent as heard. Immutable.
 *
 * @param name of its file, beside the page
 */
record Recording(String name, Voice caller, Voice agent) {

    /** A larger file stays beside the page: four minutes fit. */
    static final int MOST_EMBEDDED_BYTES = 8_000_000;

    /** Of a call, to be kept under this name. */
    static Recording of(CallResult call, String name) {
        return new Recording(name, new Voice(call.spoken()), new Voice(call.heard()));
    }

    /** The WAV file. */
    byte[] wav() {
        return StereoWav.bytes(caller.pcm(), agent.pcm());
    }

    /** How long the longer voice is. */
    double durationMs() {
        return Math.max(caller.durationMs(), agent.durationMs());
    }

    /** Whether there is anything to hear or to draw. */
    boolean empty() {
        return durationMs() == 0;
    }

    /** Where a page finds the audio: in itself, or the file beside it where that is large. */
    String source() {
        byte[] wav = wav();
        return wav.length > MOST_EMBEDDED_BYTES
                ? name
                : "data:audio/wav;base64," + Base64.getEncoder().encodeToString(wav);
    }
}
