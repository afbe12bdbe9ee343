/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.orchestrator.provider.net.websocket.FrameArena;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFault;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketListener;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketRole;
import dev.sidetone.server.io.IoTransport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frames that go from their loop's memory straight to the socket: in order, and none lost. */
@Tag("system")
@Timeout(60)
final class DirectSendSystemTest {
    private static final byte[] HEAD = "{\"n\":\"".getBytes(US_ASCII);
    private static final byte[] TAIL = "\"}".getBytes(US_ASCII);

    private final List<Socket> peers = new ArrayList<>();
    private final BlockingQueue<WebSocketFrames> accepted = new LinkedBlockingQueue<>();
    private final List<Channel> children = new CopyOnWriteArrayList<>();
    private final CountDownLatch gone = new CountDownLatch(1);
    private IoEventLoopGroup loops;
    private Channel server;
    private FrameArena arena;

    @BeforeEach
    void listen() {
        Assumptions.assumeTrue(IoTransport.best() == IoTransport.EPOLL, "no epoll here");
        arena = new FrameArena();
        loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        server =
                new ServerBootstrap()
                        .group(loops)
                        .channel(IoTransport.EPOLL.serverChannel())
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        WebSocketFrames frames =
                                                new WebSocketFrames(
                                                        WebSocketRole.SERVER,
                                                        1 << 20,
                                                        new Heard(),
                                                        arena);
                                        channel.pipeline().addLast(frames);
                                        children.add(channel);
                                        accepted.add(frames);
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .syncUninterruptibly()
                        .channel();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket peer : peers) {
            peer.close();
        }
        if (loops != null) {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
            arena.close();
        }
    }

    private final class Heard implements WebSocketListener {
        @Override
        public void onText(ByteBuf content) {}

        @Override
        public void onBinary(ByteBuf message) {}

        @Override
        public void onClosing(int statusCode) {}

        @Override
        public void onViolation(WebSocketFault fault) {}

        @Override
        public void onGone() {
            gone.countDown();
        }
    }

    private Socket peer() throws IOException {
        Socket peer = new Socket();
        peer.setReceiveBufferSize(16 * 1024);
        peer.setSoTimeout(20_000);
        peer.connect(server.localAddress());
        peers.add(peer);
        return peer;
    }

    private WebSocketFrames connection() throws InterruptedException {
        WebSocketFrames frames = accepted.poll(20, TimeUnit.SECONDS);
        assertThat(frames).as("accepted").isNotNull();
        return frames;
    }

    private void onLoop(Runnable work) {
        loops.next().submit(work).syncUninterruptibly();
    }

    private static void write(WebSocketFrames frames, int number, int bytes) {
        byte[] body = Integer.toString(number).repeat(bytes / 8).getBytes(US_ASCII);
        assertThat(frames.writeText(HEAD, body, 0, body.length, TAIL)).isTrue();
    }

    /** The next frame's payload, as text; its opcode in front where it is no text. */
    private static String read(DataInputStream in) throws IOException {
        int opcode = in.readUnsignedByte() & 0xf;
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        }
        byte[] payload = in.readNBytes(length);
        return opcode == 1 ? new String(payload, US_ASCII) : "opcode " + opcode;
    }

    private static String text(int number, int bytes) {
        return "{\"n\":\"" + Integer.toString(number).repeat(bytes / 8) + "\"}";
    }

    @Test
    void shouldReachAPeerInOrderThatReadsWhenItsSocketIsLongFull() throws Exception {
        Socket peer = peer();
        WebSocketFrames frames = connection();
        int count = 20_000;
        onLoop(() -> {
            for (int i = 0; i < count; i++) {
                write(frames, i, 800);
                if (i % 3 == 0) {
                    frames.flush();
                    arena.endOfCycle();
                }
            }
            frames.flush();
            arena.endOfCycle();
        });
        DataInputStream in = new DataInputStream(peer.getInputStream());
        for (int i = 0; i < count; i++) {
            assertThat(read(in)).isEqualTo(text(i, 800));
        }
    }

    @Test
    void shouldNotLoseWhatOneCycleHasNoRoomFor() throws Exception {
        Socket peer = peer();
        WebSocketFrames frames = connection();
        onLoop(() -> {
            for (int i = 0; i < 500; i++) {
                write(frames, i, 2000);
            }
            frames.flush();
            arena.endOfCycle();
        });
        DataInputStream in = new DataInputStream(peer.getInputStream());
        for (int i = 0; i < 500; i++) {
            assertThat(read(in)).isEqualTo(text(i, 2000));
        }
    }

    @Test
    void shouldKeepEachConnectionsOrderWhenTwoWriteInTurns() throws Exception {
        Socket one = peer();
        WebSocketFrames first = connection();
        Socket other = peer();
        WebSocketFrames second = connection();
        onLoop(() -> {
            for (int i = 0; i < 100; i++) {
                write(first, i, 160);
                write(second, 1000 + i, 160);
            }
            second.flush();
            first.flush();
            arena.endOfCycle();
        });
        DataInputStream in = new DataInputStream(one.getInputStream());
        DataInputStream otherIn = new DataInputStream(other.getInputStream());
        for (int i = 0; i < 100; i++) {
            assertThat(read(in)).isEqualTo(text(i, 160));
            assertThat(read(otherIn)).isEqualTo(text(1000 + i, 160));
        }
    }

    @Test
    void shouldSendWhatTheChannelIsGivenBehindTheFramesOfTheSameCycle() throws Exception {
        Socket peer = peer();
        WebSocketFrames frames = connection();
        onLoop(() -> {
            write(frames, 1, 160);
            frames.writePing(new byte[] {1}, 0, 1);
            write(frames, 2, 160);
            frames.flush();
            arena.endOfCycle();
            write(frames, 3, 160);
            frames.close(1000, "done");
            frames.flush();
            arena.endOfCycle();
        });
        DataInputStream in = new DataInputStream(peer.getInputStream());
        assertThat(List.of(read(in), read(in), read(in), read(in), read(in)))
                .containsExactly(text(1, 160), "opcode 9", text(2, 160), text(3, 160), "opcode 8");
    }

    @Test
    void shouldCloseTheConnectionThatCannotBeWrittenToAndNoOther() throws Exception {
        Socket peer = peer();
        WebSocketFrames frames = connection();
        Socket neighbour = peer();
        WebSocketFrames other = connection();
        peer.setSoLinger(true, 0);
        peer.close();
        int written = 0;
        while (gone.getCount() > 0) {
            int number = written++;
            onLoop(() -> {
                frames.writeText(HEAD, TAIL, 0, 1, TAIL);
                frames.flush();
                write(other, number, 160);
                other.flush();
                arena.endOfCycle();
            });
        }
        DataInputStream in = new DataInputStream(neighbour.getInputStream());
        for (int i = 0; i < written; i++) {
            assertThat(read(in)).isEqualTo(text(i, 160));
        }
    }

    @Test
    void shouldCloseTheConnectionWhoseFrameWasHalfSentWhenTheRestFindsNoMemory() throws Exception {
        peer();
        WebSocketFrames frames = connection();
        onLoop(() -> {
            children.getFirst().config().setAllocator(new NoMemory());
            // the peer does not read: at some point its socket takes only a part
            for (int i = 0; i < 100_000 && !frames.closing(); i++) {
                try {
                    write(frames, i, 800);
                    frames.flush();
                } catch (OutOfMemoryError noMemory) {
                    break;
                } finally {
                    arena.endOfCycle();
                }
            }
        });
        assertThat(gone.await(20, TimeUnit.SECONDS)).as("closed").isTrue();
    }

    /** Gives out nothing. */
    private static final class NoMemory extends AbstractByteBufAllocator {
        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            throw new OutOfMemoryError("on purpose");
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            throw new OutOfMemoryError("on purpose");
        }

        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }
    }
}
