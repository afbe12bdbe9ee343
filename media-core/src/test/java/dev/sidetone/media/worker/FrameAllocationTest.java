/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sidetone.media.inbox.InboxMailbox;
import dev.sidetone.media.inbox.InboxSlot;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.media.playout.PlayoutBuffer;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A frame on its way through inbox, call, playout and alarm costs no allocation. */
@Tag("unit")
class FrameAllocationTest {
    private static final int CALLS = 20;
    private static final int WARM_UP_TICKS = 2_000;
    private static final int MEASURED_TICKS = 2_000;
    private static final int ROUNDS = 4;

    private final ManualClock clock = new ManualClock();
    private final WorkerGroup group =
            WorkerGroup.invoker(WorkerConfig.defaults().withInboxSlots(1024), clock, e -> {});
    private final byte[] frame = new byte[160];

    @Test
    void shouldAllocateNothingPerFrameInSteadyState() {
        group.start();
        MediaWorker worker = group.worker(0);
        EchoingCall[] calls = new EchoingCall[CALLS];
        for (int i = 0; i < CALLS; i++) {
            calls[i] = new EchoingCall(worker, worker.nextCallKey());
            worker.add(calls[i]);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ticks(calls, WARM_UP_TICKS);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            ticks(calls, MEASURED_TICKS);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(calls[0].framesPlayed).isEqualTo(WARM_UP_TICKS + ROUNDS * MEASURED_TICKS - 1);
        // The least of several rounds, since compiling on the way costs a little now and then. One
        // object per cycle would be 32 KB.
        assertThat(least)
                .as("bytes allocated over %s frames", CALLS * MEASURED_TICKS)
                .isLessThan(2048);
    }

    private void ticks(EchoingCall[] calls, int count) {
        for (int tick = 0; tick < count; tick++) {
            for (EchoingCall call : calls) {
                call.mailbox.media(tick * 20L, clock.nanoTime(), frame, 0, frame.length);
                call.mailbox.synthesis(1, frame, 0, frame.length);
            }
            group.doWork();
            clock.advanceMs(20);
        }
    }

    /** Plays back what it is sent, one frame per 20 ms alarm. */
    private static final class EchoingCall implements CallTask {
        private final InboxMailbox mailbox;
        private final PlayoutBuffer playout;
        private final CallAlarm alarm;
        private final byte[] out = new byte[160];
        private final long callKey;
        private int framesPlayed;

        EchoingCall(MediaWorker worker, long callKey) {
            this.callKey = callKey;
            this.mailbox = new InboxMailbox(worker.inbox(), callKey, 240_000, worker.counters());
            this.playout = new PlayoutBuffer(worker.chunks(), 240_000, worker.counters());
            this.alarm = worker.alarmFor(callKey);
        }

        @Override
        public long callKey() {
            return callKey;
        }

        @Override
        public void onStart(long nowNs) {
            alarm.arm(nowNs + 20_000_000);
        }

        @Override
        public void onSlot(InboxSlot slot, long nowNs) {
            if (slot.kind() == SlotKind.SYNTHESIS) {
                playout.append(slot.audio(), slot.audioOffset(), slot.audioLength());
            }
        }

        @Override
        public void onAlarm(long nowNs) {
            int taken = playout.take(out, 0, out.length);
            mailbox.released(taken);
            framesPlayed += taken / out.length;
            alarm.arm(nowNs + 20_000_000);
        }

        @Override
        public void onFactRefused(long nowNs) {}

        @Override
        public void onFault(Throwable error, long nowNs) {}

        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public void close() {
            playout.release();
        }
    }
}
