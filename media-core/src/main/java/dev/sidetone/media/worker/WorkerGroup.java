/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import dev.sidetone.media.metrics.CounterStore;
import dev.sidetone.media.metrics.CounterTotals;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.LatencyTotals;
import dev.sidetone.media.metrics.SharedCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntFunction;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.NanoClock;

/**
 * A node's media workers. In {@link WorkerMode#SHARED} each runs on a thread of the given factory
 * until {@link #close}; in {@link WorkerMode#INVOKER} the caller steps them with {@link #doWork}.
 * Start and close belong to one thread, the rest to any.
 */
public final class WorkerGroup {
    private final WorkerConfig config;
    private final ThreadFactory threadFactory;
    private final SharedCounters shared;
    private final List<MediaWorker> workers;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    /**
     * Workers that do not yet run.
     *
     * @param clock read by workers and producers alike
     * @param ios makes the I/O side of the worker with the index given
     * @param threads makes the workers' threads; not used in invoker mode
     * @param shared counts what happens off the workers
     * @param store holds what the workers count
     * @param errors told, on the worker, of what calls and cycles throw; must not block
     */
    public WorkerGroup(
            WorkerConfig config,
            NanoClock clock,
            IntFunction<WorkerIo> ios,
            ThreadFactory threads,
            SharedCounters shared,
            CounterStore store,
            ErrorHandler errors) {
        this.config = config;
        this.threadFactory = threads;
        this.shared = shared;
        List<MediaWorker> made = new ArrayList<>();
        for (int i = 0; i < config.workers(); i++) {
            made.add(new MediaWorker(i, config, clock, ios.apply(i), shared, store, errors));
        }
        this.workers = List.copyOf(made);
    }

    /**
     * Workers without threads and sockets, for tests and replay; {@code config}'s mode is taken as
     * invoker.
     */
    public static WorkerGroup invoker(WorkerConfig config, ManualClock clock, ErrorHandler errors) {
        CounterStore store = CounterStore.inMemory(CounterStore.capacityFor(config.workers()));
        return new WorkerGroup(
                config.with(WorkerMode.INVOKER, config.workers()),
                clock,
                _ -> new NoIo(),
                Thread::new,
                new SharedCounters(store),
                store,
                errors);
    }

    /** Starts the workers; in invoker mode the calling thread becomes theirs. */
    public void start() {
        if (running) {
            throw new IllegalStateException("started before");
        }
        running = true;
        for (MediaWorker worker : workers) {
            if (config.mode() == WorkerMode.INVOKER) {
                worker.onStart();
            } else {
                Thread thread = threadFactory.newThread(() -> run(worker));
                thread.setName(worker.roleName());
                threads.add(thread);
                thread.start();
            }
        }
    }

    /**
     * One cycle of every worker, on the calling thread; invoker mode only. Returns how much was
     * done.
     */
    public int doWork() {
        if (config.mode() != WorkerMode.INVOKER) {
            throw new IllegalStateException("workers with threads of their own are not stepped");
        }
        int work = 0;
        for (int i = 0; i < workers.size(); i++) {
            MediaWorker worker = workers.get(i);
            worker.bindToCurrentThread();
            work += worker.doWork();
        }
        return work;
    }

    /**
     * Stops the workers and waits for their threads, at most {@code timeout} in all. End the calls
     * before.
     */
    public CloseResult close(Duration timeout) {
        if (!running) {
            return new CloseResult(List.of());
        }
        running = false;
        if (config.mode() == WorkerMode.INVOKER) {
            workers.forEach(MediaWorker::onClose);
            return new CloseResult(List.of());
        }
        workers.forEach(MediaWorker::wakeup);
        return new CloseResult(join(timeout));
    }

    /** All workers, by index. */
    public List<MediaWorker> workers() {
        return workers;
    }

    /** The worker with this index. */
    public MediaWorker worker(int index) {
        return workers.get(index);
    }

    /** How many there are. */
    public int size() {
        return workers.size();
    }

    /** Where is counted what happens off the workers. */
    public SharedCounters sharedCounters() {
        return shared;
    }

    /** Counters summed over all workers and the shared ones. */
    public CounterTotals counterTotals() {
        List<Counters> sets = new ArrayList<>();
        sets.add(shared);
        workers.forEach(worker -> sets.add(worker.counters()));
        return new CounterTotals(sets);
    }

    /**
     * A collector of all workers' latencies; there should be one, since an interval can be read
     * once only.
     */
    public LatencyTotals latencyTotals() {
        return new LatencyTotals(workers.stream().map(MediaWorker::latency).toList());
    }

    private void run(MediaWorker worker) {
        Runnable cycle = worker::doWork;
        Runnable rest = worker::rest;
        guarded(worker, worker::onStart);
        while (running) {
            guarded(worker, cycle);
            // A step of its own, so that a cycle that throws does not become a busy loop.
            guarded(worker, rest);
        }
        guarded(worker, worker::onClose);
    }

    private static void guarded(MediaWorker worker, Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            worker.onCycleFault(e);
        }
    }

    private List<Integer> join(Duration timeout) {
        long deadlineNs = System.nanoTime() + timeout.toNanos();
        List<Integer> unresponsive = new ArrayList<>();
        for (int i = 0; i < threads.size(); i++) {
            try {
                // join(0) would wait for ever.
                long leftMs = Math.max(1, (deadlineNs - System.nanoTime()) / 1_000_000);
                threads.get(i).join(leftMs);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            if (threads.get(i).isAlive()) {
                unresponsive.add(i);
            }
        }
        return unresponsive;
    }

    /**
     * How a close went.
     *
     * @param unresponsive indexes of the workers whose threads did not end in time
     */
    public record CloseResult(List<Integer> unresponsive) {

        public CloseResult {
            unresponsive = List.copyOf(unresponsive);
        }

        /** True when every worker ended. */
        public boolean complete() {
            return unresponsive.isEmpty();
        }
    }
}
