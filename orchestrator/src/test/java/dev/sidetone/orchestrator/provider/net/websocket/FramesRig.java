/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One end of a WebSocket without a socket, and the bytes its peer sends and receives. */
final class FramesRig implements AutoCloseable {
    static final int MAX_MESSAGE = 70_000;

    final Recorded heard = new Recorded();
    final WebSocketFrames frames;
    final EmbeddedChannel channel;
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private final boolean masks;

    FramesRig(WebSocketRole role) {
        this(role, MAX_MESSAGE);
    }

    FramesRig(WebSocketRole role, int maxMessageBytes) {
        masks = role == WebSocketRole.SERVER;
        frames = new WebSocketFrames(role, maxMessageBytes, heard);
        heard.frames = frames;
        channel = new EmbeddedChannel();
        channel.config().setAllocator(allocator);
        channel.pipeline().addLast(frames);
        channel.freezeTime();
    }

    /** A frame as the peer would send it, masked where the peer is a client. */
    byte[] frame(int firstByte, byte[] payload) {
        return frame(firstByte, payload, masks);
    }

    static byte[] frame(int firstByte, byte[] payload, boolean masked) {
        int key = 0x9a3b5c7d;
        ByteBuf out = Unpooled.buffer();
        FrameHeader.write(out, 0, payload.length, masked, key);
        out.setByte(0, firstByte);
        int at = out.writerIndex();
        out.writeBytes(payload);
        if (masked) {
            for (int i = 0; i < payload.length; i++) {
                int keyByte = key >>> (24 - 8 * (i & 3));
                out.setByte(at + i, payload[i] ^ keyByte);
            }
        }
        return ByteBufUtil.getBytes(out);
    }

    byte[] text(String text) {
        return frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The peer's bytes, in one read. */
    FramesRig receive(byte[]... parts) {
        channel.writeInbound(Unpooled.copiedBuffer(parts));
        return this;
    }

    /** The peer's bytes, a read each. */
    FramesRig receiveByteWise(byte[] bytes) {
        for (byte one : bytes) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {one}));
        }
        return this;
    }

    /** What was written and flushed since it was asked last, in hex. */
    List<String> sent() {
        List<String> sent = new ArrayList<>();
        for (ByteBuf frame = channel.readOutbound();
                frame != null;
                frame = channel.readOutbound()) {
            sent.add(ByteBufUtil.hexDump(frame));
            frame.release();
        }
        return sent;
    }

    List<String> heard() {
        List<String> events = List.copyOf(heard.events);
        heard.events.clear();
        return events;
    }

    /** Bytes that the codec has allocated and not released. */
    long heldBytes() {
        return allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
        assertThat(heldBytes()).as("buffers not released").isZero();
    }
}
