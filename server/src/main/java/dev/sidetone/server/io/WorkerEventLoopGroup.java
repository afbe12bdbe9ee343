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
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
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

/**
 * The workers' loops as one group, so that a listening socket spreads what it accepts over all
 * workers in turn; a call then lives where its socket does. Any thread. The loops belong to their
 * workers, who close them: shutting the group down does nothing.
 */
public final class WorkerEventLoopGroup extends AbstractEventExecutorGroup
        implements IoEventLoopGroup, CallIos {
    private final List<EventLoopWorker> workers;
    private final AtomicInteger turn = new AtomicInteger();

    public WorkerEventLoopGroup(int workerCount, IoTransport transport, WaitMode waitMode) {
        List<EventLoopWorker> built = new ArrayList<>(workerCount);
        for (int i = 0; i < workerCount; i++) {
            built.add(new EventLoopWorker(this, transport, waitMode));
        }
        this.workers = List.copyOf(built);
    }

    /** The I/O half of worker {@code index}. */
    public EventLoopWorker worker(int index) {
        return workers.get(index);
    }

    /** The worker that a channel's loop belongs to. */
    public EventLoopWorker workerOf(EventLoop loop) {
        for (EventLoopWorker worker : workers) {
            if (worker.loop().equals(loop)) {
                return worker;
            }
        }
        throw new IllegalArgumentException("not a worker's loop: " + loop);
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
