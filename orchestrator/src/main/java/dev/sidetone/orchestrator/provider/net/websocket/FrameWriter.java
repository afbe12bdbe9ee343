/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/**
 * Builds unfragmented frames, each in one direct buffer of exactly its size, masked where this end
 * is a client. One per connection; its event loop only.
 */
final class FrameWriter {
    /** Null for a server, which does not mask. */
    private final @Nullable MaskKeys keys;

    FrameWriter(WebSocketRole role) {
        this.keys = role == WebSocketRole.CLIENT ? new MaskKeys() : null;
    }

    /** A frame with its header and room for this payload, which {@link #end} completes. */
    ByteBuf begin(ByteBufAllocator allocator, int opcode, int payload) {
        ByteBuf frame = allocator.directBuffer(bytes(payload));
        header(frame, opcode, payload);
        return frame;
    }

    /** How long a frame with so much payload is. */
    int bytes(int payload) {
        return FrameHeader.bytes(payload, keys != null) + payload;
    }

    /** Writes the header of a frame, whose payload is to follow. */
    void header(ByteBuf out, int opcode, int payload) {
        FrameHeader.write(out, opcode, payload, keys != null, keys == null ? 0 : keys.next());
    }

    /** Masks the payload that was written behind the header. */
    ByteBuf end(ByteBuf frame, int payload) {
        if (keys != null) {
            int from = frame.writerIndex() - payload;
            Masking.apply(frame, from, payload, frame.getInt(from - Integer.BYTES));
        }
        return frame;
    }

    /** A whole frame with a copy of this payload. */
    ByteBuf frame(ByteBufAllocator allocator, int opcode, ByteBuf payload) {
        int bytes = payload.readableBytes();
        return end(begin(allocator, opcode, bytes).writeBytes(payload), bytes);
    }

    /** A close frame; code 1005 makes one without a code. */
    ByteBuf close(ByteBufAllocator allocator, int code, String reason) {
        if (code == WebSocketCloseCode.NONE) {
            return begin(allocator, FrameHeader.CLOSE, 0);
        }
        int chars = WebSocketCloseCode.fittingChars(reason);
        int bytes = Short.BYTES + ByteBufUtil.utf8Bytes(reason, 0, chars);
        ByteBuf frame = begin(allocator, FrameHeader.CLOSE, bytes).writeShort(code);
        ByteBufUtil.writeUtf8(frame, reason, 0, chars);
        return end(frame, bytes);
    }
}
