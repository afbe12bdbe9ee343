/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * One frame's header, <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455 section
 * 5.2</a>, read where it lies or, when it came in pieces, from 14 bytes of its own.
 *
 * <pre>
 *  0               1               2               3
 *  0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7
 * +-+-+-+-+-------+-+-------------+-------------------------------+
 * |F|R|R|R| opcode|M| Payload len |   Extended payload length     |
 * |I|S|S|S|  (4)  |A|     (7)     |   (16/64, if len is 126/127)  |
 * |N|V|V|V|       |S|             |                               |
 * | |1|2|3|       |K|             |  Masking key (32, if masked)  |
 * +-+-+-+-+-------+-+-------------+-------------------------------+
 * </pre>
 *
 * <p>One per connection, used again for each frame; its event loop only.
 */
final class FrameHeader {
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xa;

    /** The longest payload of a control frame, and the longest that needs no extended length. */
    static final int MAX_SHORT_LENGTH = 125;

    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MASK_BIT = 0x80;
    private static final int FIN_BIT = 0x80;
    private static final int RESERVED_BITS = 0x70;
    private static final int CONTROL_BIT = 0x8;
    private static final int KEY_BYTES = 4;
    private static final int MAX_BYTES = 14;

    private final boolean masked;
    private final ByteBuf pieces = Unpooled.buffer(MAX_BYTES, MAX_BYTES);

    private boolean fin;
    private int opcode;
    private long length;
    private int key;
    private @Nullable WebSocketFault fault;

    FrameHeader(boolean masked) {
        this.masked = masked;
    }

    boolean fin() {
        return fin;
    }

    int opcode() {
        return opcode;
    }

    boolean control() {
        return (opcode & CONTROL_BIT) != 0;
    }

    /** Bytes of payload, never negative. */
    long length() {
        return length;
    }

    /** The masking key, 0 where frames are unmasked: then masking changes nothing. */
    int key() {
        return key;
    }

    /** What makes this no header, once {@link #read} returned false. */
    @Nullable WebSocketFault fault() {
        return fault;
    }

    /** Reads on; true when the header is whole, false when it needs more bytes or has a fault. */
    boolean read(ByteBuf in) {
        if (!pieces.isReadable()) {
            int bytes = parse(in, in.readerIndex(), in.readableBytes());
            if (bytes > 0) {
                in.skipBytes(bytes);
                return true;
            }
        }
        while (fault == null && in.isReadable()) {
            pieces.writeByte(in.readByte());
            if (parse(pieces, 0, pieces.writerIndex()) > 0) {
                pieces.clear();
                return true;
            }
        }
        return false;
    }

    /** Bytes of the header that starts here; 0 when not all of them are there, or on a fault. */
    private int parse(ByteBuf bytes, int at, int available) {
        if (available < 2) {
            return 0;
        }
        int first = bytes.getByte(at);
        int second = bytes.getByte(at + 1);
        int shortLength = second & (MASK_BIT - 1);
        fault = faultOf(first, second, shortLength);
        int extended = shortLength == LENGTH_16 ? 2 : shortLength == LENGTH_64 ? Long.BYTES : 0;
        int keyAt = 2 + extended;
        int total = masked ? keyAt + KEY_BYTES : keyAt;
        if (fault != null || available < total) {
            return 0;
        }
        fin = (first & FIN_BIT) != 0;
        opcode = first & 0xf;
        length =
                switch (shortLength) {
                    case LENGTH_16 -> bytes.getUnsignedShort(at + 2);
                    case LENGTH_64 -> bytes.getLong(at + 2);
                    default -> shortLength;
                };
        key = masked ? bytes.getInt(at + keyAt) : 0;
        fault = faultOfLength(shortLength);
        return fault == null ? total : 0;
    }

    private @Nullable WebSocketFault faultOf(int first, int second, int shortLength) {
        int kind = first & 0xf;
        boolean isControl = (kind & CONTROL_BIT) != 0;
        if ((first & RESERVED_BITS) != 0) {
            return WebSocketFault.RESERVED_BITS;
        }
        if (isControl ? kind > PONG : kind > BINARY) {
            return WebSocketFault.RESERVED_OPCODE;
        }
        if (((second & MASK_BIT) != 0) != masked) {
            return masked ? WebSocketFault.UNMASKED : WebSocketFault.MASKED;
        }
        if (isControl && (first & FIN_BIT) == 0) {
            return WebSocketFault.CONTROL_FRAGMENTED;
        }
        return isControl && shortLength > MAX_SHORT_LENGTH ? WebSocketFault.CONTROL_TOO_LONG : null;
    }

    private @Nullable WebSocketFault faultOfLength(int shortLength) {
        if (length < 0) {
            return WebSocketFault.LENGTH_NEGATIVE;
        }
        boolean minimal =
                switch (shortLength) {
                    case LENGTH_16 -> length > MAX_SHORT_LENGTH;
                    case LENGTH_64 -> length > 0xffff;
                    default -> true;
                };
        return minimal ? null : WebSocketFault.LENGTH_NOT_MINIMAL;
    }

    /** How long the header of a frame is. */
    static int bytes(int payloadLength, boolean masked) {
        int extended = payloadLength <= MAX_SHORT_LENGTH ? 0 : payloadLength <= 0xffff ? 2 : 8;
        return 2 + extended + (masked ? KEY_BYTES : 0);
    }

    /**
     * Writes the header of an unfragmented frame; the key is left out where frames are unmasked.
     */
    static void write(ByteBuf out, int opcode, int payloadLength, boolean masked, int key) {
        int maskBit = masked ? MASK_BIT : 0;
        out.writeByte(FIN_BIT | opcode);
        if (payloadLength <= MAX_SHORT_LENGTH) {
            out.writeByte(maskBit | payloadLength);
        } else if (payloadLength <= 0xffff) {
            out.writeByte(maskBit | LENGTH_16);
            out.writeShort(payloadLength);
        } else {
            out.writeByte(maskBit | LENGTH_64);
            out.writeLong(payloadLength);
        }
        if (masked) {
            out.writeInt(key);
        }
    }
}
