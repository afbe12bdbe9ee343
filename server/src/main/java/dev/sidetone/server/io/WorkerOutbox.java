/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.io;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.RingBuffer;
import dev.sidetone.orchestrator.link.CarrierLink;
import dev.sidetone.orchestrator.link.Termination;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The way back of {@code dedicated} mode, from a worker to the loop its calls' sockets live on: one
 * single-producer Disruptor ring, its audio on one slab, the mirror of the worker's inbox and of
 * the same make. The worker's thread offers and, at the end of its cycle, wakes the loop once; the
 * loop carries out orders on the far ends of links ({@link LoopLink}, which do not throw), in their
 * order. No allocation on either side.
 *
 * <p>When full: media enters only while a quarter of the ring stays free, marks and clears to the
 * last slot; what does not fit is refused by value. Lives as long as its worker.
 */
public final class WorkerOutbox {
    /** Bytes of audio in one slot; longer messages take several slots, all or none. */
    static final int SLOT_AUDIO_BYTES = 1024;

    /** Orders carried out before the loop looks at its sockets again. */
    static final int DRAIN_LIMIT = 256;

    private final RingBuffer<OutboxSlot> ring;
    private final EventPoller<OutboxSlot> poller;
    private final Executor loop;
    private final int mediaReserve;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Runnable drainTask = this::drainScheduled;
    private final EventPoller.Handler<OutboxSlot> onSlot = this::carryOut;

    /** The worker's: something was offered since the last wake. */
    private boolean written;

    /** The loop's. */
    private byte[] joined = new byte[4 * SLOT_AUDIO_BYTES];

    private int joinedLength;
    private int drained;

    /**
     * An empty outbox.
     *
     * @param slots a power of two of at least 8
     * @param loop runs a task on the sockets' loop, without allocating
     */
    public WorkerOutbox(int slots, Executor loop) {
        byte[] slab = new byte[Math.multiplyExact(slots, SLOT_AUDIO_BYTES)];
        int[] next = new int[1];
        this.ring =
                RingBuffer.createSingleProducer(
                        () -> new OutboxSlot(slab, SLOT_AUDIO_BYTES * next[0]++), slots);
        this.poller = ring.newPoller();
        ring.addGatingSequences(poller.getSequence());
        this.loop = loop;
        this.mediaReserve = slots / 4;
    }

    /** Offers one message of audio; false when there is no room. Worker thread only. */
    boolean media(CarrierLink link, byte[] audio, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, audio.length);
        int slots = Math.max(1, (length + SLOT_AUDIO_BYTES - 1) / SLOT_AUDIO_BYTES);
        if (!ring.hasAvailableCapacity(slots + mediaReserve)) {
            return false;
        }
        long last = ring.next(slots);
        long first = last - slots + 1;
        try {
            for (int i = 0; i < slots; i++) {
                int done = i * SLOT_AUDIO_BYTES;
                OutboxSlot slot = ring.get(first + i);
                slot.put(link, OutboxSlot.Order.MEDIA);
                slot.putAudio(
                        audio,
                        offset + done,
                        Math.min(SLOT_AUDIO_BYTES, length - done),
                        i < slots - 1);
            }
        } finally {
            ring.publish(first, last);
        }
        written = true;
        return true;
    }

    boolean mark(CarrierLink link, long markId) {
        return order(link, OutboxSlot.Order.MARK, markId, null);
    }

    boolean clear(CarrierLink link) {
        return order(link, OutboxSlot.Order.CLEAR, 0, null);
    }

    boolean close(CarrierLink link, Termination termination) {
        return order(link, OutboxSlot.Order.CLOSE, 0, termination);
    }

    private boolean order(
            CarrierLink link,
            OutboxSlot.Order order,
            long markId,
            @Nullable Termination termination) {
        if (!ring.hasAvailableCapacity(1)) {
            return false;
        }
        long sequence = ring.next();
        try {
            OutboxSlot slot = ring.get(sequence);
            slot.put(link, order);
            slot.markId = markId;
            slot.termination = termination;
        } finally {
            ring.publish(sequence);
        }
        written = true;
        return true;
    }

    /** Has the loop carry out what was offered since the last time; once a cycle, worker only. */
    public void flush() {
        if (written) {
            written = false;
            schedule();
        }
    }

    /** Runs on the loop as a task, so that a wake can neither be lost nor be paid for twice. */
    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            try {
                loop.execute(drainTask);
            } catch (RejectedExecutionException loopIsClosed) {
                // and so are its sockets: a worker that ends after them has nobody to tell
            }
        }
    }

    private void drainScheduled() {
        // before the drain: what is offered from here on schedules anew
        scheduled.set(false);
        boolean whole = false;
        try {
            whole = drain() < DRAIN_LIMIT;
        } finally {
            // what is left must not wait until its worker offers again
            if (!whole) {
                schedule();
            }
        }
    }

    /** Carries out at most {@value #DRAIN_LIMIT} orders; loop only. Returns how many. */
    int drain() {
        drained = 0;
        try {
            poller.poll(onSlot);
        } catch (Exception thrown) {
            throw thrown instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(thrown);
        }
        return drained;
    }

    private boolean carryOut(OutboxSlot slot, long sequence, boolean endOfBatch) {
        try {
            CarrierLink link = slot.link;
            if (link != null) {
                carryOut(link, slot);
            }
        } finally {
            slot.clear();
            drained++;
        }
        return drained < DRAIN_LIMIT;
    }

    private void carryOut(CarrierLink link, OutboxSlot slot) {
        switch (slot.order) {
            case MEDIA -> sendMedia(link, slot);
            case MARK -> link.sendMark(slot.markId);
            case CLEAR -> link.clear();
            case CLOSE -> link.close(Objects.requireNonNull(slot.termination));
            case NONE -> {}
        }
    }

    private void sendMedia(CarrierLink link, OutboxSlot slot) {
        if (joinedLength == 0 && !slot.more) {
            link.sendMedia(slot.slab, slot.audioOffset, slot.audioLength);
            return;
        }
        if (joined.length < joinedLength + slot.audioLength) {
            joined = java.util.Arrays.copyOf(joined, 2 * joined.length);
        }
        System.arraycopy(slot.slab, slot.audioOffset, joined, joinedLength, slot.audioLength);
        joinedLength += slot.audioLength;
        if (!slot.more) {
            int length = joinedLength;
            joinedLength = 0;
            link.sendMedia(joined, 0, length);
        }
    }
}
