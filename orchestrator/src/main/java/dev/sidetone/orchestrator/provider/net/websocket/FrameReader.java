/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Received bytes to whole messages and control frames.
 *
 * <p>A frame that lies whole in the received buffer is unmasked there and handed on as that buffer
 * with its indices narrowed: nothing is copied, nothing made. What comes in pieces or fragments is
 * gathered in one buffer, which grows with what has arrived (never with what a header promises) and
 * is given back after a large message. One per connection; its event loop only.
 */
final class FrameReader {
    /** A gathering buffer up to this size is kept for the next message. */
    private static final int KEPT_BYTES = 1024;

    private final WebSocketFrames owner;
    private final int maxMessageBytes;
    private final FrameHeader header;
    private final Utf8Check utf8 = new Utf8Check();
    private final ControlBudget budget = new ControlBudget();

    private boolean stopped;
    private boolean inFrame;

    /** Bytes of the frame at hand that have not arrived, and where in its payload they begin. */
    private int missing;

    private int position;

    /** The opcode of the message whose fragments are being gathered, or 0. */
    private int gathering;

    private @Nullable ByteBuf message;
    private @Nullable ByteBuf control;

    FrameReader(WebSocketFrames owner, WebSocketRole role, int maxMessageBytes) {
        this.owner = owner;
        this.maxMessageBytes = maxMessageBytes;
        this.header = new FrameHeader(role == WebSocketRole.SERVER);
    }

    /** Hands nothing more on; what arrives is passed over. */
    void stop() {
        stopped = true;
    }

    /** Gives the buffers back; the last call. */
    void release() {
        stopped = true;
        if (message != null) {
            message.release();
            message = null;
        }
        if (control != null) {
            control.release();
            control = null;
        }
    }

    /** Reads what is there, on this loop; does not release it. */
    void read(ByteBuf in, ByteBufAllocator allocator, EventExecutor loop) {
        while (!stopped) {
            if (!inFrame && !begin(in, loop)) {
                return;
            }
            if (missing > 0 && !in.isReadable()) {
                return;
            }
            payload(in, allocator);
        }
    }

    /** Reads the next header; false when there is none to go on with. */
    private boolean begin(ByteBuf in, EventExecutor loop) {
        if (!header.read(in)) {
            fail(header.fault());
            return false;
        }
        WebSocketFault outOfPlace = outOfPlace(loop);
        if (outOfPlace != null) {
            fail(outOfPlace);
            return false;
        }
        inFrame = true;
        missing = (int) header.length();
        position = 0;
        return true;
    }

    private @Nullable WebSocketFault outOfPlace(EventExecutor loop) {
        if (header.control()) {
            boolean close = header.opcode() == FrameHeader.CLOSE;
            return close || budget.spend(loop) ? null : WebSocketFault.PINGS_WITHOUT_END;
        }
        boolean continues = header.opcode() == FrameHeader.CONTINUATION;
        if (continues && gathering == 0) {
            return WebSocketFault.NOTHING_TO_CONTINUE;
        }
        if (!continues && gathering != 0) {
            return WebSocketFault.MESSAGE_UNFINISHED;
        }
        int gathered = message == null ? 0 : message.readableBytes();
        return header.length() > maxMessageBytes - gathered ? WebSocketFault.TOO_LONG : null;
    }

    private void fail(@Nullable WebSocketFault fault) {
        if (fault != null) {
            stopped = true;
            owner.onFault(fault);
        }
    }

    private void payload(ByteBuf in, ByteBufAllocator allocator) {
        // only a frame of which nothing was gathered can be taken where it lies
        boolean whole = position == 0 && missing <= in.readableBytes() && !in.isReadOnly();
        if (header.control()) {
            if (whole) {
                controlInPlace(in);
            } else {
                controlInPieces(in, allocator);
            }
        } else if (whole && gathering == 0 && header.fin()) {
            messageInPlace(in);
        } else {
            messageInPieces(in, allocator);
        }
    }

    private void controlInPlace(ByteBuf in) {
        int from = in.readerIndex();
        int end = from + missing;
        int limit = in.writerIndex();
        inFrame = false;
        Masking.apply(in, from, missing, header.key());
        in.setIndex(from, end);
        try {
            owner.onControl(header.opcode(), in);
        } finally {
            in.setIndex(end, limit);
        }
    }

    private void controlInPieces(ByteBuf in, ByteBufAllocator allocator) {
        if (control == null) {
            control = allocator.buffer(FrameHeader.MAX_SHORT_LENGTH);
        }
        gather(in, control);
        if (missing == 0) {
            inFrame = false;
            try {
                owner.onControl(header.opcode(), control);
            } finally {
                if (control != null) {
                    control.clear();
                }
            }
        }
    }

    private void messageInPlace(ByteBuf in) {
        int from = in.readerIndex();
        int bytes = missing;
        int limit = in.writerIndex();
        int opcode = header.opcode();
        inFrame = false;
        boolean ascii =
                header.key() == 0
                        ? opcode == FrameHeader.TEXT && Masking.isAscii(in, from, bytes)
                        : Masking.apply(in, from, bytes, header.key());
        if (opcode == FrameHeader.TEXT && !ascii && !wellFormed(in, from, bytes)) {
            fail(WebSocketFault.NOT_UTF8);
            return;
        }
        in.setIndex(from, from + bytes);
        try {
            owner.onMessage(opcode, in);
        } finally {
            in.setIndex(from + bytes, limit);
        }
    }

    private boolean wellFormed(ByteBuf in, int from, int bytes) {
        utf8.reset();
        return utf8.accept(in, from, bytes) && utf8.complete();
    }

    private void messageInPieces(ByteBuf in, ByteBufAllocator allocator) {
        ByteBuf into = message;
        if (into == null) {
            into = allocator.buffer(Math.min(Math.max(missing, in.readableBytes()), KEPT_BYTES));
            message = into;
        }
        if (gathering == 0) {
            gathering = header.opcode();
            utf8.reset();
        }
        int from = into.writerIndex();
        gather(in, into);
        boolean text = gathering == FrameHeader.TEXT;
        if (text && !utf8.accept(into, from, into.writerIndex() - from)) {
            fail(WebSocketFault.NOT_UTF8);
        } else if (missing == 0) {
            inFrame = false;
            if (header.fin()) {
                deliver(into, text);
            }
        }
    }

    private void deliver(ByteBuf whole, boolean text) {
        int opcode = gathering;
        gathering = 0;
        if (text && !utf8.complete()) {
            fail(WebSocketFault.NOT_UTF8);
            return;
        }
        try {
            owner.onMessage(opcode, whole);
        } finally {
            if (message != null) {
                keepOrRelease(message);
            }
        }
    }

    private void keepOrRelease(ByteBuf used) {
        if (used.capacity() <= KEPT_BYTES) {
            used.clear();
        } else {
            used.release();
            message = null;
        }
    }

    /** Takes what has arrived of the frame at hand. */
    private void gather(ByteBuf in, ByteBuf into) {
        int bytes = Math.min(missing, in.readableBytes());
        int from = into.writerIndex();
        into.writeBytes(in, bytes);
        if (header.key() != 0) {
            Masking.apply(into, from, bytes, Masking.keyAt(header.key(), position));
        }
        position += bytes;
        missing -= bytes;
    }
}
