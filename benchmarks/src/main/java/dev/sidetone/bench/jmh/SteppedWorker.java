/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.worker.CallTask;
import dev.sidetone.media.worker.ManualClock;
import dev.sidetone.media.worker.MediaWorker;
import dev.sidetone.media.worker.WorkerConfig;
import dev.sidetone.media.worker.WorkerGroup;

/** A worker that the measuring thread steps by itself, and the frames that are offered to it. */
final class SteppedWorker {

    private static final int INBOX_SLOTS = 1024;

    private final byte[][] audio = FramedSpeech.wire(AudioFormat.MULAW_8K);
    private final ManualClock clock = new ManualClock();
    private final WorkerGroup workers =
            WorkerGroup.invoker(
                    WorkerConfig.defaults().withInboxSlots(INBOX_SLOTS),
                    clock,
                    SteppedWorker::fail);
    private final MediaWorker worker = workers.worker(0);
    private int frame;

    long nextCallKey() {
        return worker.nextCallKey();
    }

    /** Makes the calling thread the worker's own. */
    void start(CallTask call) {
        workers.start();
        worker.add(call);
    }

    byte[] nextFrame() {
        frame = FramedSpeech.next(frame);
        return audio[frame];
    }

    void offer(long callKey) {
        byte[] next = nextFrame();
        worker.inbox()
                .offerMedia(
                        callKey,
                        InboxSlot.MEDIA_MS_UNKNOWN,
                        clock.nanoTime(),
                        next,
                        0,
                        next.length);
    }

    /** One duty cycle. */
    void doWork() {
        workers.doWork();
    }

    private static void fail(Throwable error) {
        throw new IllegalStateException("a call failed", error);
    }
}
