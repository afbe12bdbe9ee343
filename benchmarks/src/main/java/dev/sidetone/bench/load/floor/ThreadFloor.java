/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.floor;

import dev.sidetone.bench.net.EventLoops;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketHandshake;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketRole;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.Supplier;

/** The same on a thread of this process, for machines without a C compiler. */
final class ThreadFloor implements FloorServer {

    private static final int LONGEST_MESSAGE = 1 << 16;
    private static final int BACKLOG = 4096;

    private final MultiThreadIoEventLoopGroup loop;
    private final Channel listening;

    /** An echo. */
    ThreadFloor() throws IOException {
        this(EchoStream::new);
    }

    /** A server that does this on each connection. */
    ThreadFloor(Supplier<FloorStream> streams) throws IOException {
        boolean epoll = Epoll.isAvailable();
        loop =
                new MultiThreadIoEventLoopGroup(
                        1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        try {
            listening =
                    new ServerBootstrap()
                            .group(loop)
                            .channel(
                                    epoll
                                            ? EpollServerSocketChannel.class
                                            : NioServerSocketChannel.class)
                            .option(ChannelOption.SO_BACKLOG, BACKLOG)
                            .childOption(ChannelOption.TCP_NODELAY, true)
                            .childHandler(new Connection(streams))
                            .bind(InetAddress.getLoopbackAddress(), 0)
                            .sync()
                            .channel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Runs something on the floor's thread, which serves nobody meanwhile. */
    void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public URI uri() {
        InetSocketAddress at = (InetSocketAddress) listening.localAddress();
        return URI.create("ws://127.0.0.1:" + at.getPort() + "/");
    }

    @Override
    public long pid() {
        return 0;
    }

    @Override
    public String name() {
        return "echo on a thread of the harness";
    }

    @Override
    public void close() {
        EventLoops.end(loop).syncUninterruptibly();
    }

    private static final class Connection extends ChannelInitializer<SocketChannel> {

        private final Supplier<FloorStream> streams;

        Connection(Supplier<FloorStream> streams) {
            this.streams = streams;
        }

        @Override
        protected void initChannel(SocketChannel ch) {
            ch.pipeline()
                    .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(LONGEST_MESSAGE),
                            new Upgrade(streams.get()));
        }
    }

    /** Answers the handshake, then steps out of the way. */
    private static final class Upgrade extends SimpleChannelInboundHandler<FullHttpRequest> {

        private final FloorStream stream;

        Upgrade(FloorStream stream) {
            this.stream = stream;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            WebSocketFrames frames =
                    new WebSocketFrames(WebSocketRole.SERVER, LONGEST_MESSAGE, stream);
            stream.answerOn(frames);
            var _ =
                    ctx.writeAndFlush(
                            WebSocketHandshake.answer(request.headers()), ctx.voidPromise());
            ctx.pipeline().addLast(frames);
            ctx.pipeline().remove(HttpObjectAggregator.class);
            ctx.pipeline().remove(this);
            // after the response is out and the read that is under way is done
            ctx.executor().execute(() -> ctx.pipeline().remove(HttpServerCodec.class));
        }
    }
}
