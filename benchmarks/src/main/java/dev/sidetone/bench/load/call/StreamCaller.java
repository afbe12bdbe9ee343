/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.audio.WireAudio;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one caller does on an open stream: what it says, and what it makes of what it hears. Stepped
 * with the time by its {@link LoadCall}; owned by the loop's thread.
 */
abstract class StreamCaller {

    /** Length of a frame as base64. */
    static final int FRAME_CHARACTERS = 216;

    private static final int FRAME_BYTES = 160;
    private static final byte[] SILENCE = silence();

    /**
     * The stream is open; its time zero lies at {@code startNs}, now or a little ahead.
     *
     * @param marks takes marks that have been played
     */
    abstract void onOpen(long startNs, Consumer<String> marks);

    /**
     * What is said in [20 {@code frame}, 20 {@code frame} + 20) ms, as base64, valid until the next
     * call; null when nothing more is said in this call. Asked when that time is over.
     */
    abstract byte @Nullable [] nextFrame(long frame);

    /** Audio came: {@code length} bytes of {@code mulaw}, valid until the call returns. */
    abstract void onMedia(byte[] mulaw, int length, long nowNs);

    /** A mark came. */
    abstract void onMark(String name, long nowNs);

    /** The server empties the carrier's queue. */
    void onClear(long nowNs) {}

    /** Does what is due besides frames; when it is due next, or {@link DueEntry#NEVER}. */
    long tick(long nowNs) {
        return DueEntry.NEVER;
    }

    /** The run nears its end: nothing new is begun. */
    abstract void finish(long nowNs);

    /** Whether the caller would hang up now. */
    abstract boolean done(long nowNs);

    /** The stream is over; told once, for every stream that was open. */
    abstract void onEnd(long nowNs);

    /** A frame of silence. */
    static byte[] silentFrame() {
        return SILENCE;
    }

    private static byte[] silence() {
        byte[] frame = new byte[FRAME_BYTES];
        Arrays.fill(frame, WireAudio.SILENCE);
        return Base64.getEncoder().encode(frame);
    }
}
