/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import dev.sidetone.bench.net.ClientSockets;
import dev.sidetone.bench.net.DrivenLoop;
import io.netty.channel.ManualIoEventLoop;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.HdrHistogram.Histogram;

/**
 * The one thread that drives all simulated callers of a process: it sends what is due, then serves
 * their sockets until the next thing is due. No thread, timer or queue per call, so that a process
 * can hold thousands, and what a caller sees is stamped by the thread that sends. Everything but
 * {@link #execute} and {@link #close} belongs to that thread.
 */
public final class CallerLoop implements AutoCloseable {

    private static final long LONGEST_WAIT_NS = 100_000_000;
    private static final int CONNECT_LIMIT_MS = 5000;

    private final Histogram latenessUs = FrameClock.latenessHistogram();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::atNs));
    private final DrivenLoop loop = new DrivenLoop("sidetone-caller", this::serve);
    private final ClientSockets sockets = new ClientSockets(loop.io(), CONNECT_LIMIT_MS);
    private volatile boolean closing;

    private record Due(SimulatedCaller caller, long atNs) {}

    /** Starts the thread. */
    public CallerLoop() {
        loop.start();
    }

    /** Runs something on the loop's thread. */
    public void execute(Runnable task) {
        loop.io().execute(task);
    }

    /**
     * Lateness of all sends so far, in microseconds; read it on the loop's thread, or after {@link
     * #close}.
     */
    public Histogram latenessUs() {
        return latenessUs;
    }

    /** Outgoing connections; the loop's thread. */
    ClientSockets sockets() {
        return sockets;
    }

    /** A caller's next deadline may have come nearer. */
    void reschedule(SimulatedCaller caller) {
        long atNs = caller.nextDueNs();
        if (atNs < caller.scheduledNs()) {
            caller.scheduled(atNs);
            due.add(new Due(caller, atNs));
        }
    }

    private void serve() {
        ManualIoEventLoop io = loop.io();
        while (!closing) {
            long nowNs = System.nanoTime();
            step(nowNs);
            Due next = due.peek();
            long waitNs =
                    next == null
                            ? LONGEST_WAIT_NS
                            : Math.min(LONGEST_WAIT_NS, next.atNs - System.nanoTime());
            if (waitNs > 0) {
                io.run(waitNs);
            } else {
                io.runNow();
            }
        }
    }

    /**
     * A caller has one live entry, its earliest; entries that a nearer deadline has replaced are
     * passed over.
     */
    private void step(long nowNs) {
        for (Due next = due.peek(); next != null && next.atNs <= nowNs; next = due.peek()) {
            due.remove();
            SimulatedCaller caller = next.caller;
            if (next.atNs == caller.scheduledNs()) {
                caller.scheduled(Long.MAX_VALUE);
                tick(caller);
            }
        }
    }

    /** A fault in one caller ends that call, not the loop that carries the others. */
    private void tick(SimulatedCaller caller) {
        try {
            caller.tick(System.nanoTime());
        } catch (RuntimeException fault) {
            caller.onFailure("fault in the caller: " + fault, System.nanoTime());
        }
        reschedule(caller);
    }

    /** Ends the loop and its sockets; waits until both are gone. */
    @Override
    public void close() {
        closing = true;
        loop.io().wakeup();
        loop.awaitEnd();
    }
}
