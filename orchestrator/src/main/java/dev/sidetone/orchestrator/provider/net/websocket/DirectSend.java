/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one connection in one cycle, sent from its loop's {@link FrameArena} by one system
 * call, past Netty's outbound buffer. Only while that is empty, so that order is kept; what the
 * socket does not take at once goes the usual way. The connection's event loop only; lives as long
 * as the connection.
 */
final class DirectSend {
    private final FrameArena arena;
    private final FrameWriter writer;
    private final Channel channel;
    private final Socket socket;

    /** The present cycle's bytes, as long as the cycle is the one they were put there in. */
    private int from;

    private int to;
    private long cycle = -1;

    private DirectSend(FrameArena arena, FrameWriter writer, Channel channel, Socket socket) {
        this.arena = arena;
        this.writer = writer;
        this.channel = channel;
        this.socket = socket;
    }

    /** One for this connection; null where it has no socket of its own or its bytes are changed. */
    static @Nullable DirectSend of(
            @Nullable FrameArena arena, FrameWriter writer, ChannelHandlerContext context) {
        boolean plain = context.pipeline().get(SslHandler.class) == null;
        return arena != null
                        && plain
                        && context.channel() instanceof UnixChannel unix
                        && unix.fd() instanceof Socket socket
                ? new DirectSend(arena, writer, context.channel(), socket)
                : null;
    }

    /** Puts a message together; false when it must go the usual way, behind what is pending. */
    boolean add(byte[] head, byte[] body, int offset, int length, byte[] tail) {
        ByteBuf memory = arena.memory();
        int payload = head.length + length + tail.length;
        if (memory.writableBytes() < writer.bytes(payload)) {
            return false;
        }
        int start = memory.writerIndex();
        if (pending()) {
            if (to != start) {
                return false;
            }
        } else {
            ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
            if (queue == null || queue.totalPendingWriteBytes() != 0) {
                return false;
            }
            from = start;
            cycle = arena.cycle();
        }
        writer.header(memory, FrameHeader.TEXT, payload);
        memory.writeBytes(head).writeBytes(body, offset, length).writeBytes(tail);
        writer.end(memory, payload);
        to = memory.writerIndex();
        return true;
    }

    boolean pending() {
        return cycle == arena.cycle();
    }

    /** Takes back what is pending, as a buffer for the usual way. */
    ByteBuf take(ByteBufAllocator allocator) {
        return rest(allocator, from);
    }

    /**
     * Sends what is pending.
     *
     * @return what the socket did not take, to go the usual way; null when it took all, or is gone
     */
    @Nullable ByteBuf send(ByteBufAllocator allocator) throws IOException {
        int start = from;
        if (!channel.isActive()) {
            cycle = -1;
            return null;
        }
        int sent;
        try {
            sent = socket.sendAddress(arena.memory().memoryAddress(), start, to);
        } catch (IOException failed) {
            cycle = -1;
            throw failed;
        }
        if (start + sent == to) {
            cycle = -1;
            return null;
        }
        try {
            return rest(allocator, start + sent);
        } catch (RuntimeException | Error noMemory) {
            // in the middle of a frame: nothing that came behind it could be read
            var _ = channel.close();
            throw noMemory;
        }
    }

    private ByteBuf rest(ByteBufAllocator allocator, int start) {
        cycle = -1;
        return allocator.directBuffer(to - start).writeBytes(arena.memory(), start, to - start);
    }
}
