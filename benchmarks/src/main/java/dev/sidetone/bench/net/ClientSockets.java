/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLException;

/**
 * Outgoing connections on one loop. A host's name is looked up once, on a thread of its own. Owned
 * by the loop's thread.
 */
public final class ClientSockets {

    /** Bytes that a server may leave unread: 16 s of a call, then it has failed that call. */
    public static final int MOST_UNSENT_BYTES = 256 * 1024;

    private final ManualIoEventLoop loop;
    private final Bootstrap bootstrap;
    private final Map<String, InetAddress> addresses = new HashMap<>();

    /** One end of a connection to come. */
    public interface Endpoint {

        /** The connection is about to open: takes its place in its pipeline. */
        void addTo(ChannelPipeline pipeline);

        /** There will be no connection. */
        void fail(String why);
    }

    /** No connection yet. */
    public ClientSockets(ManualIoEventLoop loop, int connectLimitMs) {
        this.loop = loop;
        this.bootstrap =
                new Bootstrap()
                        .group(loop)
                        .channel(
                                Epoll.isAvailable()
                                        ? EpollSocketChannel.class
                                        : NioSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                        .option(
                                ChannelOption.WRITE_BUFFER_WATER_MARK,
                                new WriteBufferWaterMark(MOST_UNSENT_BYTES / 2, MOST_UNSENT_BYTES))
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectLimitMs);
    }

    /** Sends a request on a new connection; the answer comes on the loop. */
    public void exchange(URI uri, FullHttpRequest request, HttpExchange.Answer answer) {
        open(uri, new HttpExchange(request, answer));
    }

    /** Opens a connection to a URI's host. */
    public void open(URI uri, Endpoint endpoint) {
        InetAddress known = addresses.get(uri.getHost());
        if (known != null) {
            connect(uri, known, endpoint);
            return;
        }
        Thread.ofVirtual()
                .name("sidetone-caller-resolver")
                .start(() -> {
                    try {
                        InetAddress found = InetAddress.getByName(uri.getHost());
                        loop.execute(() -> {
                            addresses.put(uri.getHost(), found);
                            connect(uri, found, endpoint);
                        });
                    } catch (UnknownHostException _) {
                        loop.execute(() -> endpoint.fail("unknown host " + uri.getHost()));
                    }
                });
    }

    private void connect(URI uri, InetAddress address, Endpoint endpoint) {
        boolean secure = "https".equals(uri.getScheme()) || "wss".equals(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        SslHandler tls;
        try {
            tls = secure ? ClientTls.handler(uri.getHost(), port) : null;
        } catch (SSLException e) {
            endpoint.fail("TLS: " + e.getMessage());
            return;
        }
        bootstrap
                .clone()
                .handler(
                        new ChannelInitializer<SocketChannel>() {
                            @Override
                            protected void initChannel(SocketChannel ch) {
                                if (tls != null) {
                                    ch.pipeline().addLast(tls);
                                }
                                endpoint.addTo(ch.pipeline());
                            }
                        })
                .connect(new InetSocketAddress(address, port))
                .addListener((ChannelFuture connected) -> {
                    if (!connected.isSuccess()) {
                        endpoint.fail(
                                "cannot connect to " + uri + ": " + connected.cause().getMessage());
                    }
                });
    }
}
