/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.server.io.IoTransport;
import dev.sidetone.server.io.WorkerEventLoopGroup;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import org.agrona.ErrorHandler;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket that speaks HTTP/1.1 and upgrades to WebSocket, all in one pipeline; what it
 * accepts is spread over the workers. Opened and closed by the composition root; everything else
 * happens on workers. Closing stops accepting only: connections live on until their worker closes.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes its channel, which tells
public final class HttpPort implements AutoCloseable {
    static final String HTTP_IN = "http-in";
    static final String HTTP_OUT = "http-out";
    static final String AGGREGATOR = "requests";

    private static final int BACKLOG = 4096;

    /**
     * Ten frames of media. A guess that follows the traffic settles on a frame's own length: a read
     * that fills its buffer then has to be followed by one that finds nothing.
     */
    private static final RecvByteBufAllocator READS = new FixedRecvByteBufAllocator(4096);

    private static final long CLOSE_LIMIT_MS = 2000;

    private final Channel listening;

    private HttpPort(Channel listening) {
        this.listening = listening;
    }

    /**
     * What is served.
     *
     * @param router answers requests
     * @param upgrades where WebSockets begin
     * @param connections shared by all ports; one connection too many is closed at once
     * @param tls null for plain HTTP
     * @param virtualThreads runs requests and TLS handshake tasks
     * @param faults is told what our own code throws; any thread, must not block
     */
    public record Service(
            Router router,
            List<UpgradeRoute> upgrades,
            HttpLimits limits,
            ConnectionLimit connections,
            @Nullable SslContext tls,
            Executor virtualThreads,
            Counters counters,
            ErrorHandler faults) {
        public Service {
            upgrades = List.copyOf(upgrades);
        }
    }

    /**
     * Opens the port; the workers must be running.
     *
     * @throws IOException when the address cannot be bound, for example because it is taken
     */
    public static HttpPort open(
            InetSocketAddress address,
            WorkerEventLoopGroup group,
            IoTransport transport,
            Service service)
            throws IOException, InterruptedException {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(group, group)
                        .channel(transport.serverChannel())
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.RECVBUF_ALLOCATOR, READS)
                        .childOption(
                                ChannelOption.WRITE_BUFFER_WATER_MARK,
                                new WriteBufferWaterMark(
                                        service.limits().writeBytes() / 2,
                                        service.limits().writeBytes()))
                        .childHandler(new ConnectionInitializer(group, service));
        var bound = bootstrap.bind(address).await();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on "
                            + address.getHostString()
                            + ":"
                            + address.getPort()
                            + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return new HttpPort(bound.channel());
    }

    /** The port's number, also when any free one was asked for. */
    public int number() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @Override
    public void close() {
        // its worker closes it; one that stands still must not hold up the end of the process
        listening.close().awaitUninterruptibly(CLOSE_LIMIT_MS);
    }

    /** Puts a new connection's handlers in order. */
    private static final class ConnectionInitializer extends ChannelInitializer<SocketChannel> {
        private final WorkerEventLoopGroup group;
        private final Service service;

        ConnectionInitializer(WorkerEventLoopGroup group, Service service) {
            this.group = group;
            this.service = service;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            if (!service.connections().enter()) {
                service.counters().increment(MediaCounter.CONNECTIONS_REFUSED);
                channel.close();
                return;
            }
            channel.closeFuture().addListener(closed -> service.connections().leave());
            ChannelPipeline pipeline = channel.pipeline();
            if (service.tls() != null) {
                pipeline.addLast(
                        "tls", service.tls().newHandler(channel.alloc(), service.virtualThreads()));
            }
            pipeline.addLast(HTTP_IN, new HttpRequestDecoder());
            pipeline.addLast(HTTP_OUT, new HttpResponseEncoder());
            pipeline.addLast(AGGREGATOR, new BoundedRequests(service.limits().requestBytes()));
            pipeline.addLast(
                    "door",
                    new HttpDoor(
                            group.workerOf(channel),
                            service.router(),
                            service.upgrades(),
                            service.limits(),
                            service.virtualThreads(),
                            service.counters(),
                            service.faults()));
        }
    }
}
