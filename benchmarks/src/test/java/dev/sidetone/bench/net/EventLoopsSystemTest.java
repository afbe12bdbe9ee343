/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of event loops, with real sockets. */
@Tag("system")
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class EventLoopsSystemTest {

    @Test
    void shouldCloseWhatALoopServesThoughItIsToldAmidATask() throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        Channel listening =
                new ServerBootstrap()
                        .group(group)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        accepted.complete(channel);
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .sync()
                        .channel();
        InetSocketAddress address = (InetSocketAddress) listening.localAddress();
        try (Socket caller = new Socket(address.getAddress(), address.getPort())) {
            Channel served = accepted.join();
            CountDownLatch busy = new CountDownLatch(1);
            CountDownLatch goesOn = new CountDownLatch(1);
            var _ =
                    group.submit(() -> {
                        busy.countDown();
                        goesOn.await();
                        return null;
                    });
            busy.await();
            Future<?> end = EventLoops.end(group);
            goesOn.countDown();
            end.sync();
            assertThat(served.isOpen()).isFalse();
            assertThat(listening.isOpen()).isFalse();
            assertThat(caller.getInputStream().read()).isEqualTo(-1);
        }
    }
}
