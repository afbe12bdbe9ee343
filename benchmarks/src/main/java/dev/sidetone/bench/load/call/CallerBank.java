/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.caller.CallSids;
import dev.sidetone.bench.net.ClientSockets;
import dev.sidetone.bench.net.DrivenLoop;
import dev.sidetone.bench.webhook.InboundCall;
import dev.sidetone.orchestrator.provider.net.websocket.FrameArena;
import io.netty.channel.ManualIoEventLoop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Thousands of callers on one thread: it sends what is due, looks what came, and sleeps until the
 * next thing is due, a millisecond at most. Arrivals and frames follow schedules that were fixed
 * before the run; what the server does moves none of them. Only {@link #snapshot}, {@link #over},
 * {@link #endEarly} and {@link #close} are open to other threads.
 */
public final class CallerBank implements AutoCloseable {

    private static final long LONGEST_WAIT_NS = 1_000_000;

    /**
     * The schedules of a thousand calls have something due every 20 µs, and to sleep and wake for
     * each costs more than to send it: what falls due within this time goes out together, late by
     * no more.
     */
    private static final long SHORTEST_WAIT_NS = 250_000;

    private static final long LEAD_NS = 50_000_000;
    private static final int CONNECT_LIMIT_MS = 10_000;
    private static final long GRACE_NS = 25_000_000_000L;

    /**
     * What the window's last turns wait for is over before the first caller hangs up: that a
     * thousand calls end is no part of their latency.
     */
    private static final long COOL_DOWN_NS = 3_000_000_000L;

    private final BankPlan plan;
    private final DueHeap heap = new DueHeap();
    private final LoadTally tally = new LoadTally();
    private final Set<LoadCall> live = new LinkedHashSet<>();
    private final SplittableRandom random;
    private final DrivenLoop loop = new DrivenLoop("sidetone-load", this::serve);
    private final FrameArena arena = new FrameArena();
    private final LoopParts parts;
    private final BadCallers bad;
    private final long startNs;
    private int arrived;
    private boolean finished;
    private volatile boolean over;
    private volatile boolean closing;

    /** Starts the thread; the first call arrives a moment later. */
    public CallerBank(BankPlan plan) {
        this.plan = plan;
        this.random = new SplittableRandom(plan.seed());
        parts =
                new LoopParts(
                        new ClientSockets(loop.io(), CONNECT_LIMIT_MS),
                        arena,
                        heap,
                        tally,
                        new WireText(),
                        new LoopParts.Scratch(),
                        random.split(),
                        live::remove);
        bad = new BadCallers(plan, parts);
        startNs = System.nanoTime() + LEAD_NS;
        tally.window(windowFromNs(), windowToNs());
        heap.schedule(new Arrivals(), arrivalNs(0));
        heap.schedule(new WindowBegin(), windowFromNs());
        heap.schedule(new HangUp(), windowToNs() + COOL_DOWN_NS);
        loop.start();
    }

    /** The instant from which offsets of the timetable count. */
    public long startNs() {
        return startNs;
    }

    /** When the measured window begins. */
    public long windowFromNs() {
        return startNs + plan.timetable().windowFromNs();
    }

    /** When the measured window ends, unless the run is ended early. */
    public long windowToNs() {
        return startNs + plan.timetable().windowToNs();
    }

    /** The run as it stands; completes on the loop's thread, within a few milliseconds. */
    public CompletableFuture<LoadSnapshot> snapshot() {
        CompletableFuture<LoadSnapshot> taken = new CompletableFuture<>();
        loop.io().execute(() -> taken.complete(tally.snapshot(System.nanoTime())));
        return taken;
    }

    /** Whether the last call has ended. */
    public boolean over() {
        return over;
    }

    /** No more calls arrive, and those there are end as they do at the end of the window. */
    public void endEarly() {
        loop.io().execute(() -> finishAll(System.nanoTime()));
    }

    private long arrivalNs(int call) {
        long[] arrivals = plan.timetable().arrivalsNs();
        return call < arrivals.length ? startNs + arrivals[call] : DueEntry.NEVER;
    }

    private void serve() {
        ManualIoEventLoop io = loop.io();
        while (!closing) {
            io.runNow();
            heap.run(System.nanoTime());
            arena.endOfCycle();
            over = finished && live.isEmpty() && bad.over();
            long waitNs = Math.min(LONGEST_WAIT_NS, heap.nextNs() - System.nanoTime());
            if (waitNs > 0) {
                LockSupport.parkNanos(this, Math.max(waitNs, SHORTEST_WAIT_NS));
            }
        }
    }

    private void arrive(int number, long atNs) {
        InboundCall inbound =
                new InboundCall(plan.target(), plan.agent(), plan.authToken(), CallSids.fresh());
        long holdNs =
                plan.holdNs() == 0
                        ? DueEntry.NEVER
                        : plan.holdNs() / 2 + random.nextLong(plan.holdNs());
        LoadCall call =
                new LoadCall(
                        parts,
                        inbound,
                        plan.role().caller(number, inbound.sids().call(), tally),
                        atNs,
                        holdNs);
        live.add(call);
        call.begin();
    }

    private void finishAll(long nowNs) {
        if (!finished) {
            finished = true;
            tally.endWindow();
            heap.schedule(new LastResort(), nowNs + GRACE_NS);
            List.copyOf(live).forEach(call -> call.finish(nowNs));
            bad.finish();
        }
    }

    /** Ends the loop and its sockets; waits until both are gone. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(loop.thread());
        loop.awaitEnd();
        arena.close();
    }

    /** Calls arrive at the instants of the timetable, also those that the loop is late for. */
    private final class Arrivals extends DueEntry {
        @Override
        long onDue(long nowNs) {
            while (!finished && arrivalNs(arrived) <= nowNs) {
                long atNs = arrivalNs(arrived);
                int number = arrived++;
                if (bad.has(number)) {
                    bad.arrive(atNs);
                } else {
                    arrive(number, atNs);
                }
            }
            return finished ? NEVER : arrivalNs(arrived);
        }
    }

    private final class WindowBegin extends DueEntry {
        @Override
        long onDue(long nowNs) {
            tally.beginWindow();
            return NEVER;
        }
    }

    private final class HangUp extends DueEntry {
        @Override
        long onDue(long nowNs) {
            finishAll(nowNs);
            return NEVER;
        }
    }

    /** A call that does not find its end does not hold up the report. */
    private final class LastResort extends DueEntry {
        @Override
        long onDue(long nowNs) {
            List.copyOf(live).forEach(call -> call.fail("did not end after the run"));
            bad.giveUp();
            return NEVER;
        }
    }
}
