/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.call;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides whether one more call fits: a maximum for the node, and one for each group of agents
 * whose providers know a limit. A place is taken at the webhook and kept for seconds until the
 * stream claims it, or taken at the stream's start; in both cases it is given back when the call
 * ends. Beside places a call needs a worker with {@link WorkerHeadroom}; one that a place was kept
 * for is let in all the same, since its caller was promised. Any thread; lock-free counts, so the
 * sum of calls and reservations never passes a maximum, whoever asks at the same time.
 */
public final class CallAdmission {
    private final int maxCalls;
    private final long reservationMs;
    private final Counters counters;
    private final WorkerHeadroom headroom;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<String, AtomicInteger> takenByGroup = new ConcurrentHashMap<>();
    private final Map<Long, Reservation> reservations = new ConcurrentHashMap<>();
    private volatile boolean draining;

    private record Reservation(String group, long expiryMs) {}

    /** The answer to one who asks for a place. */
    public enum Answer {
        /** The place is taken; give it back with {@link #release}. */
        ADMITTED,
        /** The node is full, or shutting down. */
        NO_CAPACITY,
        /** Places are free, but the workers are too busy. */
        NO_HEADROOM,
        /** The agent's own limit is reached. */
        AGENT_BUSY,
        /** The reservation was used before, or is not known. */
        NOT_RESERVED
    }

    /**
     * A place kept for a call that was announced.
     *
     * @param id names it; 0 when refused
     */
    public record Place(Answer answer, long id) {}

    /** Admission by places alone. */
    public CallAdmission(int maxCalls, long reservationMs, Counters counters) {
        this(
                maxCalls,
                reservationMs,
                counters,
                new WorkerHeadroom(List.of(), WorkerHeadroom.NO_LIMIT));
    }

    /** Admission by places, and by how busy workers are. */
    public CallAdmission(
            int maxCalls, long reservationMs, Counters counters, WorkerHeadroom headroom) {
        this.headroom = headroom;
        this.maxCalls = maxCalls;
        this.reservationMs = reservationMs;
        this.counters = counters;
    }

    /** Keeps a place for an announced call. */
    public Place reserve(AgentRoster.Limit limit, long nowMs) {
        Answer answer = headroom.anywhere() ? admit(limit, nowMs) : Answer.NO_HEADROOM;
        if (answer != Answer.ADMITTED) {
            return new Place(answer, 0);
        }
        // Random, not counted: a node that shares its secret with others must not take their tokens
        // for its own.
        long id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        reservations.put(id, new Reservation(limit.group(), nowMs + reservationMs));
        return new Place(answer, id);
    }

    /**
     * Turns a reservation into a call, once. An expired one has to ask anew, like a call without
     * reservation.
     */
    public Answer claim(long reservation, AgentRoster.Limit limit, long nowMs) {
        Reservation kept = reservations.remove(reservation);
        if (kept == null) {
            return Answer.NOT_RESERVED;
        }
        if (draining) {
            release(kept.group());
            return Answer.NO_CAPACITY;
        }
        if (kept.group().equals(limit.group()) && kept.expiryMs() >= nowMs) {
            return Answer.ADMITTED;
        }
        release(kept.group());
        return admit(limit, nowMs);
    }

    /** Takes a place without reservation, on this worker. */
    public Answer admitOn(int worker, AgentRoster.Limit limit, long nowMs) {
        return headroom.has(worker) ? admit(limit, nowMs) : Answer.NO_HEADROOM;
    }

    /** Takes a place without reservation, wherever it may be. */
    public Answer admit(AgentRoster.Limit limit, long nowMs) {
        if (draining) {
            return Answer.NO_CAPACITY;
        }
        if (!take(taken, maxCalls)) {
            expire(nowMs);
            if (!take(taken, maxCalls)) {
                return Answer.NO_CAPACITY;
            }
        }
        AtomicInteger ofGroup = ofGroup(limit.group());
        if (!take(ofGroup, limit.maxCalls())) {
            expire(nowMs);
            if (!take(ofGroup, limit.maxCalls())) {
                taken.decrementAndGet();
                return Answer.AGENT_BUSY;
            }
        }
        return Answer.ADMITTED;
    }

    /** Gives a place back; once for each one that was admitted. */
    public void release(String group) {
        ofGroup(group).decrementAndGet();
        taken.decrementAndGet();
    }

    /** Gives back the places of reservations that nobody claimed in time. */
    public void expire(long nowMs) {
        reservations.forEach((id, kept) -> {
            // whoever removes it gives its place back: a claim at the same moment cannot do so too
            if (kept.expiryMs() < nowMs && reservations.remove(id, kept)) {
                release(kept.group());
                counters.increment(MediaCounter.RESERVATIONS_EXPIRED);
            }
        });
    }

    /**
     * False when a media socket cannot possibly become a call: full, and no place kept for anybody.
     */
    public boolean mayConnect(long nowMs) {
        if (draining) {
            return false;
        }
        if (taken.get() < maxCalls) {
            return true;
        }
        expire(nowMs);
        return taken.get() < maxCalls || !reservations.isEmpty();
    }

    /**
     * False when a media socket on this worker cannot become a call for want of headroom: the
     * worker is too busy, and no place kept for anybody.
     */
    public boolean mayConnectTo(int worker, long nowMs) {
        if (headroom.has(worker)) {
            return true;
        }
        expire(nowMs);
        return !reservations.isEmpty();
    }

    /** From now on nobody is admitted. */
    public void drain() {
        draining = true;
    }

    /** Calls and kept places. */
    public int taken() {
        return taken.get();
    }

    /** The node's maximum. */
    public int maxCalls() {
        return maxCalls;
    }

    private AtomicInteger ofGroup(String group) {
        return takenByGroup.computeIfAbsent(group, absent -> new AtomicInteger());
    }

    private static boolean take(AtomicInteger count, int max) {
        int seen = count.get();
        while (seen < max) {
            int witness = count.compareAndExchange(seen, seen + 1);
            if (witness == seen) {
                return true;
            }
            seen = witness;
        }
        return false;
    }
}
