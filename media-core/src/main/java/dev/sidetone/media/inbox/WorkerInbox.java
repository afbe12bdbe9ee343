/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.inbox;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * The only door into a worker: one multi-producer Disruptor ring, its audio on one slab. Any thread
 * offers, without blocking, locking or allocating; the worker's thread drains. Lives as long as its
 * worker.
 *
 * <p>When full: on the worker's own thread the ring is drained on the spot where that is possible,
 * so that a late cycle loses nothing. Apart from that media enters only while a quarter of the ring
 * stays free, synthesis while an eighth does, facts to the last slot. Refused media is dropped,
 * refused synthesis is offered again by its producer, a refused fact ends its call ({@link
 * #takeRefused}); each is counted.
 */
public final class WorkerInbox {
    /** The key of no call; calls' keys are positive. */
    static final long NO_CALL = 0;

    /** Bytes of audio in one slot; longer payloads take several slots, all or none. */
    public static final int SLOT_AUDIO_BYTES = 1024;

    private static final int REFUSED_CALLS = 4096;

    private final RingBuffer<InboxSlot> ring;
    private final EventPoller<InboxSlot> poller;
    private final RefusedCalls refused = new RefusedCalls(REFUSED_CALLS);
    private final SlotDrain drain = new SlotDrain();
    private final NanoClock clock;
    private final Counters counters;
    private final InboxOwner owner;
    private final int mediaReserve;
    private final int synthesisReserve;
    private volatile boolean closed;

    /**
     * An empty inbox.
     *
     * @param slots size of the ring, a power of two of at least 8
     * @param clock the worker's clock, to stamp arrivals; any thread reads it
     * @param counters where refusals are counted; any thread writes it
     * @param owner the worker
     */
    public WorkerInbox(int slots, NanoClock clock, Counters counters, InboxOwner owner) {
        if (slots < 8 || Integer.bitCount(slots) != 1) {
            throw new IllegalArgumentException(
                    "slots must be a power of two of at least 8: " + slots);
        }
        byte[] slab = new byte[Math.multiplyExact(slots, SLOT_AUDIO_BYTES)];
        int[] next = new int[1];
        this.ring =
                RingBuffer.createMultiProducer(
                        () -> new InboxSlot(slab, SLOT_AUDIO_BYTES * next[0]++),
                        slots,
                        new SpinlessWaitStrategy());
        this.poller = ring.newPoller();
        // Without this the ring does not know its reader, and producers overwrite what was not
        // read.
        ring.addGatingSequences(poller.getSequence());
        this.clock = clock;
        this.counters = counters;
        this.owner = owner;
        this.mediaReserve = slots / 4;
        this.synthesisReserve = slots / 8;
    }

    /** The longest payload one offer can carry. */
    public int maxAudioBytes() {
        return (ring.getBufferSize() - mediaReserve) * SLOT_AUDIO_BYTES;
    }

    /**
     * Offers caller's audio. A payload over {@link #SLOT_AUDIO_BYTES} arrives as several slots, of
     * which the first has the timestamp.
     *
     * @param mediaMs the carrier's timestamp, or {@link InboxSlot#MEDIA_MS_UNKNOWN}
     * @param arrivalNs when it was read from the wire, on the worker's clock
     */
    public OfferResult offerMedia(
            long callKey, long mediaMs, long arrivalNs, byte[] src, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, src.length);
        if (closed) {
            return refuseClosed();
        }
        if (length == 0) {
            return OfferResult.ACCEPTED;
        }
        int slots = slotsFor(length);
        long last = claim(slots, mediaReserve);
        if (last < 0) {
            counters.increment(MediaCounter.MEDIA_REFUSED);
            return OfferResult.BACK_PRESSURED;
        }
        long first = last - slots + 1;
        try {
            for (int i = 0; i < slots; i++) {
                int done = i * SLOT_AUDIO_BYTES;
                long timestampMs = i == 0 ? mediaMs : InboxSlot.MEDIA_MS_UNKNOWN;
                ring.get(first + i)
                        .putMedia(
                                callKey,
                                timestampMs,
                                arrivalNs,
                                src,
                                offset + done,
                                partLength(length, done));
            }
        } finally {
            ring.publish(first, last);
        }
        owner.onOffered();
        return OfferResult.ACCEPTED;
    }

    /**
     * Offers synthesised audio; a payload over {@link #SLOT_AUDIO_BYTES} arrives as several slots.
     */
    public OfferResult offerSynthesis(
            long callKey, int utterance, byte[] src, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, src.length);
        if (closed) {
            return refuseClosed();
        }
        if (length == 0) {
            return OfferResult.ACCEPTED;
        }
        int slots = slotsFor(length);
        long last = claim(slots, synthesisReserve);
        if (last < 0) {
            counters.increment(MediaCounter.SYNTHESIS_REFUSED);
            return OfferResult.BACK_PRESSURED;
        }
        long first = last - slots + 1;
        try {
            long nowNs = clock.nanoTime();
            for (int i = 0; i < slots; i++) {
                int done = i * SLOT_AUDIO_BYTES;
                ring.get(first + i)
                        .putSynthesis(
                                callKey,
                                utterance,
                                nowNs,
                                src,
                                offset + done,
                                partLength(length, done));
            }
        } finally {
            ring.publish(first, last);
        }
        owner.onOffered();
        return OfferResult.ACCEPTED;
    }

    /**
     * Offers an immutable fact of a kind that carries no audio. A refusal is remembered for the
     * worker, which ends the call.
     */
    public OfferResult offerFact(long callKey, SlotKind kind, Object fact) {
        if (closed) {
            return refuseClosed();
        }
        long sequence = claim(1, 0);
        if (sequence < 0) {
            counters.increment(MediaCounter.FACTS_REFUSED);
            refused.add(callKey);
            return OfferResult.BACK_PRESSURED;
        }
        try {
            ring.get(sequence).putFact(callKey, kind, clock.nanoTime(), fact);
        } finally {
            ring.publish(sequence);
        }
        owner.onOffered();
        return OfferResult.ACCEPTED;
    }

    /**
     * Offers a task for the worker itself, run in its turn among the slots: what is offered after
     * it is handled after it. A refusal is not remembered.
     */
    public OfferResult offerTask(Runnable task) {
        if (closed) {
            return refuseClosed();
        }
        long sequence = claim(1, 0);
        if (sequence < 0) {
            return OfferResult.BACK_PRESSURED;
        }
        try {
            ring.get(sequence).putFact(NO_CALL, SlotKind.COMMAND, clock.nanoTime(), task);
        } finally {
            ring.publish(sequence);
        }
        owner.onOffered();
        return OfferResult.ACCEPTED;
    }

    /**
     * Hands slots to the handler until it says stop or none is left; the worker only. Returns how
     * many were handled.
     */
    public int drain(InboxHandler handler) {
        return drain.run(handler);
    }

    /**
     * Takes nothing more: every offer from now on is {@code CLOSED}. What is in it can still be
     * drained.
     */
    public void close() {
        closed = true;
    }

    /** True when a slot waits. */
    public boolean hasWaiting() {
        return depth() > 0;
    }

    /** How many slots wait, those being filled just now among them; any thread. */
    public long depth() {
        return ring.getCursor() - poller.getSequence().get();
    }

    /** True when a fact was refused since {@link #takeRefused}; one volatile read. */
    public boolean hasRefused() {
        return refused.isDirty();
    }

    /**
     * Hands over the keys of the calls that facts were refused for; the worker only.
     *
     * @return true when more calls than the inbox can remember had a fact refused, so that every
     *     call must be taken as one of them
     */
    public boolean takeRefused(LongConsumer callKeys) {
        refused.take(callKeys);
        return refused.takeOverflow();
    }

    /** Claims slots while {@code reserve} stay free; returns the last one's sequence, or -1. */
    private long claim(int slots, int reserve) {
        boolean roomy = ring.hasAvailableCapacity(slots + reserve);
        if (!roomy && owner.isOwnThread()) {
            while (!roomy && owner.drainInPlace()) {
                roomy = ring.hasAvailableCapacity(slots + reserve);
            }
        }
        if (!roomy) {
            return -1;
        }
        try {
            return ring.tryNext(slots);
        } catch (InsufficientCapacityException e) {
            // Lost the race for the last slots; the exception is a constant, so nothing was
            // allocated.
            return -1;
        }
    }

    private OfferResult refuseClosed() {
        counters.increment(MediaCounter.OFFERS_AFTER_END);
        return OfferResult.CLOSED;
    }

    private static int slotsFor(int length) {
        return (length + SLOT_AUDIO_BYTES - 1) / SLOT_AUDIO_BYTES;
    }

    private static int partLength(int length, int done) {
        return Math.min(SLOT_AUDIO_BYTES, length - done);
    }

    /**
     * The poller's side: clears each slot behind its handler, and never lets an exception pass the
     * poller, which would repeat the slot.
     */
    private final class SlotDrain implements EventPoller.Handler<InboxSlot> {
        private InboxHandler handler = slot -> false;
        private int handled;
        private @Nullable RuntimeException thrown;

        int run(InboxHandler slotHandler) {
            handler = slotHandler;
            handled = 0;
            thrown = null;
            poll();
            if (thrown != null) {
                throw thrown;
            }
            return handled;
        }

        @Override
        public boolean onEvent(InboxSlot slot, long sequence, boolean endOfBatch) {
            try {
                handled++;
                return slot.isEmpty() || handler.onSlot(slot);
            } catch (RuntimeException e) {
                thrown = e;
                return false;
            } finally {
                slot.clear();
            }
        }

        private void poll() {
            try {
                poller.poll(this);
            } catch (Exception e) {
                throw new IllegalStateException("onEvent throws nothing", e);
            }
        }
    }
}
