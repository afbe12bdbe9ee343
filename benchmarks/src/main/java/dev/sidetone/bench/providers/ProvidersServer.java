/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import dev.sidetone.bench.coded.CodedVoice;
import dev.sidetone.bench.net.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Scripted Deepgram, OpenAI and ElevenLabs on one loopback port. One event loop thread serves every
 * connection, so thousands cost no thread; what has to wait waits as a timer of that loop. Lives
 * from {@link #start} to {@link #close}.
 */
public final class ProvidersServer implements AutoCloseable {

    /** A history of a thousand turns fits. */
    private static final int LONGEST_BODY = 4 << 20;

    private static final int BACKLOG = 4096;

    private final EventLoopGroup group;
    private final ProviderContext context;
    private final Channel listening;
    private boolean closed;

    private ProvidersServer(EventLoopGroup group, ProviderContext context, Channel listening) {
        this.group = group;
        this.context = context;
        this.listening = listening;
    }

    /** Loads the voice (a second or two), opens the port and serves. */
    public static ProvidersServer start(ProvidersConfig config) throws IOException {
        CodedVoice voice = new CodedVoice();
        voice.warm();
        ChatAnswer.warm(voice);
        ProviderContext context = new ProviderContext(config, voice);
        boolean epoll = Epoll.isAvailable();
        EventLoopGroup group =
                new MultiThreadIoEventLoopGroup(
                        1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(group)
                        .channel(serverChannel(epoll))
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(pipeline(context))
                        .bind(
                                new InetSocketAddress(
                                        InetAddress.getLoopbackAddress(), config.port()))
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var _ = EventLoops.end(group);
            throw new IOException(
                    "port " + config.port() + " cannot be opened: " + bound.cause().getMessage());
        }
        EventLoop loop = bound.channel().eventLoop();
        var _ =
                loop.scheduleAtFixedRate(
                        () -> context.onSecond(System.nanoTime()), 1, 1, TimeUnit.SECONDS);
        return new ProvidersServer(group, context, bound.channel());
    }

    private static Class<? extends ServerSocketChannel> serverChannel(boolean epoll) {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    private static ChannelInitializer<SocketChannel> pipeline(ProviderContext context) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline()
                        .addLast(
                                new HttpServerCodec(),
                                new HttpObjectAggregator(LONGEST_BODY),
                                new RequestRouter(context));
            }
        };
    }

    /** Where it listens. */
    public URI address() {
        InetSocketAddress local = (InetSocketAddress) listening.localAddress();
        return URI.create("http://127.0.0.1:" + local.getPort());
    }

    /** Its figures as JSON, as {@code GET /stats} gives them. */
    public String stats() {
        return onLoop(() -> context.stats.json(context.ledger.count()));
    }

    /** Its turns as lines of JSON, as {@code GET /turns} gives them. */
    public String turns() {
        return onLoop(() -> context.ledger.ndjson(0));
    }

    /** A line or two of what it did. */
    public String summary() {
        return onLoop(() -> context.stats.summary(context.ledger.count()));
    }

    private String onLoop(Callable<String> reading) {
        return listening.eventLoop().submit(reading).awaitUninterruptibly().getNow();
    }

    /** Closes the port and every connection. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            var _ = listening.close().awaitUninterruptibly();
            EventLoops.end(group).awaitUninterruptibly();
        }
    }

    /** Waits for its end; what ended it, if that was a failure. */
    public @Nullable Throwable awaitEnd() {
        return listening.closeFuture().awaitUninterruptibly().cause();
    }
}
