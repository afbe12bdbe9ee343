/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.inbox.InboxOwner;
import dev.sidetone.media.inbox.WorkerInbox;
import dev.sidetone.media.metrics.CounterStore;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.DutyCycleTracker;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.WorkerCounters;
import dev.sidetone.media.metrics.WorkerLatency;
import dev.sidetone.media.playout.ChunkPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * Owns one thread and all state of the calls on it. Everything reaches a call through {@link
 * #inbox()} or its alarm, one cycle after the other, and nothing else touches it. Made by a {@link
 * WorkerGroup}, lives as long as that; methods are for the worker's own thread unless they say
 * otherwise.
 */
public final class MediaWorker implements Agent {
    private static final int CHUNK_BYTES = 1024;

    private final int index;
    private final WorkerConfig config;
    private final NanoClock clock;
    private final WorkerIo io;
    private final ErrorHandler errors;
    private final ErrorHandler reported;
    private final WorkerCounters counters;
    private final WorkerLatency latency;
    private final DutyCycleTracker dutyCycle;
    private final ChunkPool chunks;
    private final WorkerInbox inbox;
    private final WorkerRest rest;
    private final CallTimers timers;
    private final CallRoster calls;
    private final InboxPass pass;
    private final List<CycleStage> stages = new ArrayList<>();
    private final LongConsumer onFactRefused = this::onFactRefused;
    private final AtomicLong nextCallKey = new AtomicLong(1);
    private final AtomicLong lastCycleNs = new AtomicLong();
    private volatile boolean running;

    private long nowNs;
    private long cycleStartNs;
    private long inboxDepth;
    private boolean backlog;

    /** True while a call may be at work; another call must not be handled inside it. */
    private boolean handling;

    /**
     * A worker that is not yet running; {@code shared} counts what other threads do to its inbox,
     * {@code store} holds what it counts itself.
     */
    MediaWorker(
            int index,
            WorkerConfig config,
            NanoClock clock,
            WorkerIo io,
            Counters shared,
            CounterStore store,
            ErrorHandler errors) {
        this.index = index;
        this.config = config;
        this.clock = clock;
        this.io = io;
        this.counters = new WorkerCounters(store, index);
        this.latency = new WorkerLatency(counters);
        this.errors = new GuardedErrorHandler(errors, counters);
        this.reported = new GuardedErrorHandler(errors, shared);
        this.rest = new WorkerRest(io, config);
        this.nowNs = clock.nanoTime();
        this.dutyCycle =
                new DutyCycleTracker(config.slowCycleNs(), counters, latency, store, index, nowNs);
        this.chunks = new ChunkPool(CHUNK_BYTES, config.poolChunks(), counters);
        this.inbox = new WorkerInbox(config.inboxSlots(), clock, shared, new Owner());
        this.timers = new CallTimers(nowNs, config.expectedCalls(), this::onAlarm);
        this.calls = new CallRoster(config.expectedCalls(), timers, counters, this.errors);
        this.pass = new InboxPass(config, clock, calls, latency, this::onCycleFault);
    }

    @Override
    public void onStart() {
        bindToCurrentThread();
        lastCycleNs.set(clock.nanoTime());
        running = true;
        io.onStart();
    }

    /** One duty cycle; returns how much was done. Never waits. */
    @Override
    public int doWork() {
        beginCycle();
        int work = io.poll(config.passNs());
        beginPass();
        work += drainInbox();
        work += endCallsWithRefusedFacts();
        work += timers.poll(nowNs);
        work += calls.removeDone();
        endPass();
        io.flush();
        work += runStages();
        endCycle();
        return work;
    }

    /**
     * Handles what is still in the inbox, closes the calls still running, then the I/O loop. End
     * calls in good order before.
     */
    @Override
    public void onClose() {
        inbox.close();
        refreshNow();
        handling = true;
        drainRemaining();
        running = false;
        calls.closeAll(nowNs);
        stages.forEach(this::close);
        try {
            io.flush();
        } finally {
            io.close();
        }
    }

    @Override
    public String roleName() {
        return "media-worker-" + index;
    }

    /** Position in its group. */
    public int index() {
        return index;
    }

    /** The door for everything meant for this worker's calls; any thread. */
    public WorkerInbox inbox() {
        return inbox;
    }

    /** A key no call of this worker had before; any thread. */
    public long nextCallKey() {
        return nextCallKey.getAndIncrement();
    }

    /**
     * The alarm of a call about to be added; it is taken off the wheel when the call is removed.
     */
    public CallAlarm alarmFor(long callKey) {
        return timers.alarmFor(callKey);
    }

    /** Takes in a call and starts it. */
    public void add(CallTask call) {
        if (!isOwnThread()) {
            throw new IllegalStateException("calls are added on the worker's own thread");
        }
        boolean outer = handling;
        refreshNow();
        handling = true;
        try {
            calls.add(call, nowNs);
        } finally {
            handling = outer;
        }
    }

    /** Adds work done once a cycle; before the worker runs, or on its own thread. */
    public void add(CycleStage stage) {
        if (running && !isOwnThread()) {
            throw new IllegalStateException("stages are added on the worker's own thread");
        }
        stages.add(stage);
    }

    /**
     * Has the worker run a task in its turn, before anything that is offered to its inbox later;
     * any thread. A task that throws is a fault of the worker's.
     */
    public OfferResult execute(Runnable task) {
        return inbox.offerTask(task);
    }

    /** This cycle's time, the one calls are told. */
    public long nowNs() {
        return nowNs;
    }

    /** The worker's clock; any thread. */
    public NanoClock clock() {
        return clock;
    }

    /** This worker's counters; written on its thread only. */
    public WorkerCounters counters() {
        return counters;
    }

    /** This worker's recorders; written on its thread only. */
    public WorkerLatency latency() {
        return latency;
    }

    /** Lengths of this worker's cycles; any thread reads. */
    public DutyCycleTracker dutyCycle() {
        return dutyCycle;
    }

    /** Where its calls' playout buffers get their chunks. */
    public ChunkPool chunks() {
        return chunks;
    }

    /** Where its calls say that their callers wait. */
    public CyclePace pace() {
        return rest.pace();
    }

    /** True on the worker's thread; any thread asks. */
    public boolean isOwnThread() {
        return rest.isOwnThread();
    }

    /** The id of its thread, while it runs; any thread. */
    public long threadId() {
        return rest.threadId();
    }

    /** True between start and close; any thread. */
    public boolean isRunning() {
        return running;
    }

    /** When its last cycle ended; any thread. */
    public long lastCycleNs() {
        return lastCycleNs.get();
    }

    /**
     * Makes the calling thread the worker's own; in invoker mode that is whichever thread steps it.
     */
    void bindToCurrentThread() {
        rest.bindToCurrentThread();
    }

    /** Waits for the next cycle, unless the last one left work behind. */
    void rest() {
        rest.rest(clock.nanoTime() - cycleStartNs, backlog, inbox);
    }

    /** Ends a wait; any thread. */
    void wakeup() {
        io.wakeup();
    }

    /**
     * Tells the error handler of a fault that was dealt with and counted where it came; any thread.
     */
    public void report(Throwable fault) {
        reported.onError(fault);
    }

    /** A cycle threw outside any call. */
    void onCycleFault(Throwable thrown) {
        counters.increment(MediaCounter.WORKER_FAULTS);
        errors.onError(thrown);
    }

    private void beginCycle() {
        cycleStartNs = clock.nanoTime();
        nowNs = cycleStartNs;
        backlog = false;
        handling = false;
    }

    private void beginPass() {
        // What I/O brought in arrived after the cycle began; calls must not be told a time before
        // it.
        refreshNow();
        backlog = nowNs - cycleStartNs >= config.passNs();
        inboxDepth = inbox.depth();
        handling = true;
    }

    private int runStages() {
        int work = 0;
        for (int i = 0; i < stages.size(); i++) {
            try {
                work += stages.get(i).onCycle(nowNs);
            } catch (Throwable e) {
                onCycleFault(e);
            }
        }
        return work;
    }

    private void close(CycleStage stage) {
        try {
            stage.close();
        } catch (Throwable e) {
            onCycleFault(e);
        }
    }

    private void endPass() {
        handling = false;
    }

    private void endCycle() {
        long endNs = clock.nanoTime();
        dutyCycle.ended(endNs, endNs - cycleStartNs, inboxDepth);
        lastCycleNs.set(endNs);
    }

    private void refreshNow() {
        nowNs = clock.nanoTime();
    }

    private int drainInbox() {
        int slots = pass.run(inbox, nowNs);
        backlog |= pass.wasCutShort();
        return slots;
    }

    /** A closed inbox takes nothing more, so this ends. */
    private void drainRemaining() {
        while (drainInbox() > 0) {
            calls.removeDone();
        }
    }

    private boolean onAlarm(long callKey) {
        return calls.onAlarm(callKey, nowNs);
    }

    private int endCallsWithRefusedFacts() {
        if (!inbox.hasRefused()) {
            return 0;
        }
        if (inbox.takeRefused(onFactRefused)) {
            calls.onFactRefusedForAll(nowNs);
        }
        return 1;
    }

    private void onFactRefused(long callKey) {
        calls.onFactRefused(callKey, nowNs);
    }

    /** What the inbox may ask of its worker. */
    private final class Owner implements InboxOwner {

        @Override
        public boolean isOwnThread() {
            return MediaWorker.this.isOwnThread();
        }

        @Override
        public boolean drainInPlace() {
            if (handling) {
                return false;
            }
            counters.increment(MediaCounter.IN_PLACE_DRAINS);
            refreshNow();
            handling = true;
            try {
                return drainInbox() > 0;
            } finally {
                handling = false;
            }
        }

        @Override
        public void onOffered() {
            rest.onOffered();
        }
    }
}
