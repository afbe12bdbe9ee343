/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.TimeUnit;

/** A worker's I/O for system tests: one loop on a thread of its own. */
public final class LoopbackIo implements CallIo, AutoCloseable {
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public Class<? extends Channel> socketChannel() {
        return NioSocketChannel.class;
    }

    @Override
    public void flushLater(Flushable connection) {
        loop.execute(connection::flushNow);
    }

    @Override
    public void close() {
        // with no quiet period a loop amid a task ends with its channels open
        group.shutdownGracefully(10, 5000, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }
}
