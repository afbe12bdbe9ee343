/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.io;

import dev.sidetone.orchestrator.provider.net.CallIo;
import dev.sidetone.orchestrator.provider.net.CallIos;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.AbstractEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.PromiseCombiner;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The loops of carriers' sockets as one group. A listening socket spreads what it accepts over the
 * workers: each connection gets the worker that its call will live on, the one with the fewest
 * among those that take calls, and the loop of that worker. Any thread. The loops belong to the
 * threads that drive them, who close them: shutting the group down does nothing.
 */
public final class WorkerEventLoopGroup extends AbstractEventExecutorGroup
        implements IoEventLoopGroup, CallIos {
    private static final AttributeKey<Integer> WORKER = AttributeKey.valueOf("sidetone.worker");

    private final List<EventLoopWorker> workers;
    private final LeastLoaded choice;
    private final List<WorkerOutbox> outboxes;
    private volatile IntPredicate takesCalls = worker -> true;
    private final AtomicInteger turn = new AtomicInteger();

    /** A loop for each worker. */
    public WorkerEventLoopGroup(int workerCount, IoTransport transport, WaitMode waitMode) {
        this(workerCount, workerCount, 0, transport, waitMode);
    }

    /**
     * Loops with threads of their own, for workers that reach them through outboxes: worker {@code
     * i} has loop {@code i} modulo their number.
     */
    public static WorkerEventLoopGroup dedicated(
            int workerCount,
            int loopCount,
            IoTransport transport,
            WaitMode waitMode,
            int outboxSlots) {
        return new WorkerEventLoopGroup(
                workerCount, Math.min(workerCount, loopCount), outboxSlots, transport, waitMode);
    }

    private WorkerEventLoopGroup(
            int workerCount,
            int loopCount,
            int outboxSlots,
            IoTransport transport,
            WaitMode waitMode) {
        List<EventLoopWorker> built = new ArrayList<>(loopCount);
        for (int i = 0; i < loopCount; i++) {
            built.add(new EventLoopWorker(this, transport, waitMode));
        }
        this.workers = List.copyOf(built);
        this.choice = new LeastLoaded(workerCount);
        List<WorkerOutbox> made = new ArrayList<>();
        for (int worker = 0; outboxSlots > 0 && worker < workerCount; worker++) {
            made.add(new WorkerOutbox(outboxSlots, ofWorker(worker).loop()));
        }
        this.outboxes = List.copyOf(made);
    }

    /** From now on connections go to workers of which this is true, while there are any. */
    public void prefer(IntPredicate workersThatTakeCalls) {
        takesCalls = workersThatTakeCalls;
    }

    /** Loop {@code index}. */
    public EventLoopWorker worker(int index) {
        return workers.get(index);
    }

    /** How many loops there are. */
    public int loops() {
        return workers.size();
    }

    /** The loop of the sockets of worker {@code index}. */
    public EventLoopWorker ofWorker(int index) {
        return workers.get(index % workers.size());
    }

    /**
     * The way of worker {@code index} to the loop of its sockets; null when it drives that loop
     * itself.
     */
    public @Nullable WorkerOutbox outboxOf(int index) {
        return outboxes.isEmpty() ? null : outboxes.get(index);
    }

    /** The index of the worker that a connection accepted through this group was given. */
    public int workerOf(Channel connection) {
        Integer worker = connection.attr(WORKER).get();
        if (worker == null) {
            throw new IllegalArgumentException("not of this group: " + connection);
        }
        return worker;
    }

    @Override
    @Deprecated // and yet what a bootstrap calls
    @SuppressWarnings("deprecation")
    public ChannelFuture register(Channel channel) {
        if (channel instanceof ServerChannel) {
            return next().register(channel);
        }
        int worker = choice.choose(takesCalls);
        choice.opened(worker);
        channel.attr(WORKER).set(worker);
        channel.closeFuture().addListener(closed -> choice.closed(worker));
        return ofWorker(worker).loop().register(channel);
    }

    @Override
    public CallIo ofThisThread() {
        for (EventLoopWorker worker : workers) {
            if (worker.loop().inEventLoop()) {
                return worker;
            }
        }
        return nextWorker();
    }

    private EventLoopWorker nextWorker() {
        return workers.get(Math.floorMod(turn.getAndIncrement(), workers.size()));
    }

    @Override
    public IoEventLoop next() {
        return nextWorker().loop();
    }

    @Override
    public Iterator<EventExecutor> iterator() {
        return workers.stream().<EventExecutor>map(EventLoopWorker::loop).iterator();
    }

    @Override
    @Deprecated
    @SuppressWarnings("deprecation")
    public ChannelFuture register(Channel channel, ChannelPromise promise) {
        return next().register(channel, promise);
    }

    @Override
    public boolean isShuttingDown() {
        return workers.stream().allMatch(worker -> worker.loop().isShuttingDown());
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        return terminationFuture();
    }

    @Override
    public Future<?> terminationFuture() {
        PromiseCombiner combiner = new PromiseCombiner(GlobalEventExecutor.INSTANCE);
        var all = GlobalEventExecutor.INSTANCE.<Void>newPromise();
        GlobalEventExecutor.INSTANCE.execute(() -> {
            workers.forEach(worker -> combiner.add(worker.loop().terminationFuture()));
            combiner.finish(all);
        });
        return all;
    }

    @Override
    @Deprecated
    public void shutdown() {
        // the workers own their loops
    }

    @Override
    public boolean isShutdown() {
        return workers.stream().allMatch(worker -> worker.loop().isShutdown());
    }

    @Override
    public boolean isTerminated() {
        return workers.stream().allMatch(worker -> worker.loop().isTerminated());
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return terminationFuture().await(timeout, unit);
    }
}
