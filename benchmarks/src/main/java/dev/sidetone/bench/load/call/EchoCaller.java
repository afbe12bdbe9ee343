/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.caller.FrameClock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls an echo: every frame it sends names itself, and every one that comes back is checked and
 * timed from the instant at which it was due to be sent, whenever it really was. Frames may come
 * back in messages of any size. Owned by the loop's thread; a frame allocates nothing.
 */
final class EchoCaller extends StreamCaller {

    /** A frame that is not back after so long is lost. */
    static final long OVERDUE_NS = 1_000_000_000;

    private final int call;
    private final NumberedFrames frames;
    private final LoadTally tally;
    private final FrameReturns returns = new FrameReturns();
    private byte @Nullable [] part;
    private int partLength;
    private Consumer<String> marks = _ -> {};
    private long startNs;
    private long sent;
    private long finishNs = DueEntry.NEVER;

    EchoCaller(int call, NumberedFrames frames, LoadTally tally) {
        this.call = call;
        this.frames = frames;
        this.tally = tally;
    }

    @Override
    void onOpen(long startNs, Consumer<String> marks) {
        this.marks = marks;
        this.startNs = startNs;
    }

    @Override
    byte @Nullable [] nextFrame(long frame) {
        if (finishNs != DueEntry.NEVER) {
            return null;
        }
        sent = frame + 1;
        return frames.frame64(call, frame);
    }

    @Override
    void onMedia(byte[] mulaw, int length, long nowNs) {
        int at = 0;
        byte[] rest = part;
        if (rest != null && partLength > 0) {
            at = Math.min(length, NumberedFrames.FRAME_BYTES - partLength);
            System.arraycopy(mulaw, 0, rest, partLength, at);
            partLength += at;
            if (partLength == NumberedFrames.FRAME_BYTES) {
                partLength = 0;
                take(rest, 0, nowNs);
            }
        }
        for (; at + NumberedFrames.FRAME_BYTES <= length; at += NumberedFrames.FRAME_BYTES) {
            take(mulaw, at, nowNs);
        }
        if (at < length) {
            keep(mulaw, at, length - at);
        }
    }

    private void keep(byte[] mulaw, int from, int length) {
        byte[] rest = part == null ? new byte[NumberedFrames.FRAME_BYTES] : part;
        part = rest;
        System.arraycopy(mulaw, from, rest, partLength, length);
        partLength += length;
    }

    private void take(byte[] audio, int from, long nowNs) {
        long number = frames.number(call, audio, from);
        if (number < 0 || number >= sent) {
            returns.onForeign();
            return;
        }
        if (returns.onReturn(number)) {
            long dueNs = dueNs(number);
            tally.echoed(dueNs, nowNs - dueNs);
        }
    }

    private long dueNs(long number) {
        return startNs + (number + 1) * FrameClock.FRAME_NS;
    }

    @Override
    void onMark(String name, long nowNs) {
        // an echo plays nothing out: what precedes the mark counts as played
        marks.accept(name);
    }

    @Override
    void finish(long nowNs) {
        finishNs = Math.min(finishNs, nowNs);
    }

    @Override
    boolean done(long nowNs) {
        return finishNs != DueEntry.NEVER
                && (returns.distinct() == sent || nowNs - finishNs >= OVERDUE_NS);
    }

    /**
     * What never came back has been under way for so long at least: left out, a server that stands
     * still would look fast.
     */
    @Override
    void onEnd(long nowNs) {
        long overdue = Math.clamp((nowNs - OVERDUE_NS - startNs) / FrameClock.FRAME_NS, 0, sent);
        for (long number = Math.max(0, overdue - FrameReturns.SPAN); number < overdue; number++) {
            if (!returns.isBack(number)) {
                tally.echoed(dueNs(number), nowNs - dueNs(number));
            }
        }
        tally.echo(returns.figures(overdue));
    }
}
