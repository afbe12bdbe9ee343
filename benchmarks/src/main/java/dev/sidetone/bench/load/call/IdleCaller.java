/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.caller.CarrierPlayout;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Says nothing at all and hangs up when the run ends. What is audible first is the greeting; after
 * that the agent may ask whether somebody is there, but not before it has been quiet for a while as
 * the caller heard it. Whatever begins sooner answers nobody, or somebody else: it is out of turn.
 * Owned by the loop's thread.
 */
final class IdleCaller extends StreamCaller {

    private static final long NOTHING_HEARD = Long.MIN_VALUE;
    private static final long BLOCK_NS = WireAudio.BLOCK_MS * 1_000_000L;

    private final CarrierPlayout playout;
    private final long quietNs;
    private final LoadTally tally;
    private Consumer<String> marks = _ -> {};
    private long audibleEndNs = NOTHING_HEARD;
    private boolean finished;

    /**
     * A caller.
     *
     * @param playoutDepthMs how long the idle carrier holds the first audio back
     * @param quietNs the silence after which the agent may speak again
     */
    IdleCaller(int playoutDepthMs, long quietNs, LoadTally tally) {
        this.playout = new CarrierPlayout(playoutDepthMs);
        this.quietNs = quietNs;
        this.tally = tally;
    }

    @Override
    void onOpen(long startNs, Consumer<String> marks) {
        this.marks = marks;
    }

    @Override
    byte[] nextFrame(long frame) {
        return silentFrame();
    }

    @Override
    void onMedia(byte[] mulaw, int length, long nowNs) {
        if (length == 0) {
            return;
        }
        playout.forget(nowNs);
        playout.onMedia(Arrays.copyOf(mulaw, length), nowNs);
        long startNs = playout.heard().getLast().startNs();
        int blockBytes = WireAudio.LEVEL.blockBytes();
        for (int block = 0; block * blockBytes < length; block++) {
            int from = block * blockBytes;
            if (WireAudio.LEVEL.isAudible(mulaw, from, Math.min(blockBytes, length - from))) {
                hear(startNs + block * BLOCK_NS);
            }
        }
    }

    /** An audible block is played at this time, or will be. */
    private void hear(long atNs) {
        long silentNs = atNs - audibleEndNs;
        if (audibleEndNs == NOTHING_HEARD) {
            tally.greeted();
        } else if (silentNs >= quietNs) {
            tally.prompted();
        } else if (silentNs >= TalkCaller.SETTLE_NS) {
            tally.outOfTurn();
        }
        audibleEndNs = atNs + BLOCK_NS;
    }

    @Override
    void onMark(String name, long nowNs) {
        playout.onMark(name, nowNs);
    }

    @Override
    void onClear(long nowNs) {
        playout.onClear(nowNs);
        // what was to be played later than that is not heard
        audibleEndNs = Math.min(audibleEndNs, nowNs);
    }

    @Override
    long tick(long nowNs) {
        return playout.tellDueMarks(nowNs, marks);
    }

    @Override
    void finish(long nowNs) {
        finished = true;
    }

    @Override
    boolean done(long nowNs) {
        return finished;
    }

    @Override
    void onEnd(long nowNs) {}
}
