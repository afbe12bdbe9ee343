/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One end of one WebSocket, <a href="https://www.rfc-editor.org/rfc/rfc6455">RFC 6455</a>, after
 * its opening handshake: put it into the pipeline where HTTP was. It takes {@code ByteBuf}s, speaks
 * to one {@link WebSocketListener} and writes; extensions are not spoken, so reserved bits are
 * refused. In steady state no object is made for a frame, in or out.
 *
 * <p>The connection's event loop only; lives as long as the connection. Writes are not flushed,
 * except pongs and closes. When full: writes are taken until the owner heeds {@link
 * WebSocketListener#onWritability} (or the channel's own flag); only the answer to the last ping
 * waits for room, as section 5.5.3 allows. More pings than {@link ControlBudget} are a violation.
 *
 * <p>Closing: {@link #close} sends a close frame and waits for the peer's, at most {@value
 * #CLOSE_LIMIT_MS} ms; a close that the peer began is answered with its own code. After a violation
 * the peer is out of step, so our sending direction ends behind the close frame and what still
 * comes is passed over, lest a reset overtake the close frame.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes its channel, which tells
public final class WebSocketFrames extends ChannelInboundHandlerAdapter {
    /** How long a peer that does not answer a close, or does not read it, keeps the socket. */
    public static final int CLOSE_LIMIT_MS = 2000;

    private final WebSocketListener listener;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final @Nullable FrameArena arena;

    private @Nullable ChannelHandlerContext context;

    /** Null where frames go through the channel alone. */
    private @Nullable DirectSend direct;

    private @Nullable Future<?> closeLimit;

    /** The payload of a ping that came while there was no room to answer. */
    private byte @Nullable [] unansweredPing;

    private boolean answered;
    private boolean closeSent;
    private boolean violated;
    private boolean gone;

    /**
     * The codec of one connection.
     *
     * @param maxMessageBytes the longest message taken, its fragments together; a longer one is a
     *     violation as soon as a header tells
     */
    public WebSocketFrames(WebSocketRole role, int maxMessageBytes, WebSocketListener listener) {
        this(role, maxMessageBytes, listener, null);
    }

    /**
     * One whose templates are sent from its loop's memory, where it has a plain socket of its own.
     *
     * @param arena its loop's; after writes {@link #flush} must come before that cycle's end
     */
    public WebSocketFrames(
            WebSocketRole role,
            int maxMessageBytes,
            WebSocketListener listener,
            @Nullable FrameArena arena) {
        this.arena = arena;
        this.listener = listener;
        this.reader = new FrameReader(this, role, maxMessageBytes);
        this.writer = new FrameWriter(role);
    }

    /**
     * Writes one text message from a template, in one buffer. The bytes must be UTF-8 together.
     *
     * @return false when the connection is closing or gone, and nothing was written
     */
    public boolean writeText(byte[] head, byte[] body, int offset, int length, byte[] tail) {
        ChannelHandlerContext ctx = open();
        if (ctx == null) {
            return false;
        }
        if (direct != null && direct.add(head, body, offset, length, tail)) {
            return true;
        }
        int payload = head.length + length + tail.length;
        ByteBuf frame = writer.begin(ctx.alloc(), FrameHeader.TEXT, payload);
        frame.writeBytes(head).writeBytes(body, offset, length).writeBytes(tail);
        write(ctx, writer.end(frame, payload));
        return true;
    }

    /** Writes one text message; the buffer is released, whatever the answer. */
    public boolean writeText(ByteBuf utf8) {
        try {
            ChannelHandlerContext ctx = open();
            if (ctx == null) {
                return false;
            }
            write(ctx, writer.frame(ctx.alloc(), FrameHeader.TEXT, utf8));
            return true;
        } finally {
            utf8.release();
        }
    }

    /** Writes one binary message. */
    public boolean writeBinary(byte[] audio, int offset, int length) {
        return write(FrameHeader.BINARY, audio, offset, length);
    }

    /**
     * Writes a ping; {@link WebSocketListener#onPong} brings its payload back.
     *
     * @param length at most 125
     */
    public boolean writePing(byte[] payload, int offset, int length) {
        if (length > FrameHeader.MAX_SHORT_LENGTH) {
            throw new IllegalArgumentException("expected a ping of at most 125 bytes: " + length);
        }
        return write(FrameHeader.PING, payload, offset, length);
    }

    /** Hands what was written to the socket. */
    public void flush() {
        ChannelHandlerContext ctx = context;
        if (ctx != null && (direct == null || !direct.pending() || !sentDirectly(ctx, direct))) {
            ctx.flush();
        }
    }

    /** False when the channel has something to flush. */
    private boolean sentDirectly(ChannelHandlerContext ctx, DirectSend sending) {
        try {
            ByteBuf rest = sending.send(ctx.alloc());
            if (rest != null) {
                ctx.write(rest, ctx.voidPromise());
            }
            return rest == null;
        } catch (IOException failed) {
            exceptionCaught(ctx, failed);
            return true;
        }
    }

    /** Whether it is open and less than the channel's high-water mark waits unsent. */
    public boolean writable() {
        ChannelHandlerContext ctx = open();
        return ctx != null && ctx.channel().isWritable();
    }

    /** Whether a close frame went out or the channel is gone: nothing can be written any more. */
    public boolean closing() {
        return closeSent || gone;
    }

    /**
     * Sends a close frame behind what was written and sees to the channel's end; nothing more is
     * delivered, but {@link WebSocketListener#onGone}. Does nothing when already closing.
     *
     * @param code one that a frame may carry, see {@link WebSocketCloseCode#mayBeSent}
     * @param reason for the peer's log; cut where a close frame is full
     */
    public void close(int code, String reason) {
        if (!WebSocketCloseCode.mayBeSent(code)) {
            throw new IllegalArgumentException("expected a close code that may be sent: " + code);
        }
        ChannelHandlerContext ctx = open();
        if (ctx == null) {
            return;
        }
        limitClose(ctx);
        giveWay(ctx);
        var written = ctx.writeAndFlush(writer.close(ctx.alloc(), code, reason));
        if (violated) {
            written.addListener(sent -> endSending(ctx));
        }
    }

    private @Nullable ChannelHandlerContext open() {
        return closing() ? null : context;
    }

    private boolean write(int opcode, byte[] payload, int offset, int length) {
        ChannelHandlerContext ctx = open();
        if (ctx == null) {
            return false;
        }
        ByteBuf frame = writer.begin(ctx.alloc(), opcode, length);
        write(ctx, writer.end(frame.writeBytes(payload, offset, length), length));
        return true;
    }

    private void write(ChannelHandlerContext ctx, ByteBuf frame) {
        giveWay(ctx);
        ctx.write(frame, ctx.voidPromise());
    }

    /** What waits to be sent directly goes before anything that the channel is given. */
    private void giveWay(ChannelHandlerContext ctx) {
        if (direct != null && direct.pending()) {
            ctx.write(direct.take(ctx.alloc()), ctx.voidPromise());
        }
    }

    private void limitClose(ChannelHandlerContext ctx) {
        closeSent = true;
        unansweredPing = null;
        closeLimit =
                ctx.executor().schedule(() -> ctx.close(), CLOSE_LIMIT_MS, TimeUnit.MILLISECONDS);
    }

    private static void endSending(ChannelHandlerContext ctx) {
        if (ctx.pipeline().get(SslHandler.class) == null
                && ctx.channel() instanceof DuplexChannel socket) {
            socket.shutdownOutput();
        }
    }

    void onMessage(int opcode, ByteBuf message) {
        if (closeSent) {
            return;
        }
        if (opcode == FrameHeader.TEXT) {
            listener.onText(message);
        } else {
            listener.onBinary(message);
        }
    }

    void onControl(int opcode, ByteBuf payload) {
        switch (opcode) {
            case FrameHeader.PING -> onPing(payload);
            case FrameHeader.PONG -> {
                if (!closeSent) {
                    listener.onPong(payload);
                }
            }
            default -> onClose(payload);
        }
    }

    void onFault(WebSocketFault fault) {
        violated = true;
        if (closeSent) {
            // no answer to our close will be understood any more
            close();
            return;
        }
        listener.onViolation(fault);
    }

    private void onPing(ByteBuf payload) {
        ChannelHandlerContext ctx = open();
        if (ctx == null) {
            return;
        }
        if (!ctx.channel().isWritable()) {
            unansweredPing = ByteBufUtil.getBytes(payload);
            return;
        }
        unansweredPing = null;
        write(ctx, writer.frame(ctx.alloc(), FrameHeader.PONG, payload));
        answered = true;
    }

    private void onClose(ByteBuf payload) {
        WebSocketFault fault = WebSocketFault.ofClose(payload);
        reader.stop();
        if (fault != null) {
            onFault(fault);
        } else if (closeSent) {
            close();
        } else {
            answerClose(payload);
        }
    }

    private void answerClose(ByteBuf payload) {
        boolean bare = !payload.isReadable();
        int code = bare ? WebSocketCloseCode.NONE : payload.getUnsignedShort(payload.readerIndex());
        ChannelHandlerContext ctx = open();
        if (ctx != null) {
            limitClose(ctx);
            giveWay(ctx);
            ctx.writeAndFlush(writer.close(ctx.alloc(), code, ""))
                    .addListener(ChannelFutureListener.CLOSE);
            if (payload.readableBytes() > Short.BYTES) {
                listener.onCloseReason(payload.skipBytes(Short.BYTES));
            }
            listener.onClosing(code);
        }
    }

    private void close() {
        if (context != null) {
            context.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        direct = DirectSend.of(arena, writer, ctx);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        // a connection that never opened becomes inactive without a word
        end();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ctx.fireChannelRead(message);
            return;
        }
        try {
            reader.read(bytes, ctx.alloc(), ctx.executor());
        } catch (RuntimeException | Error fault) {
            // what was not read of these bytes is lost, and with it the frames' bounds
            reader.stop();
            violated = true;
            failed(fault);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (answered) {
            answered = false;
            ctx.flush();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        boolean writable = ctx.channel().isWritable();
        byte[] ping = unansweredPing;
        if (writable && ping != null && write(FrameHeader.PONG, ping, 0, ping.length)) {
            unansweredPing = null;
            ctx.flush();
        }
        if (!gone) {
            listener.onWritability(writable);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        ctx.fireChannelInactive();
    }

    private void end() {
        if (gone) {
            return;
        }
        gone = true;
        reader.release();
        if (closeLimit != null) {
            closeLimit.cancel(false);
        }
        listener.onGone();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // TLS wraps its own
        if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            ctx.close();
        } else {
            failed(cause);
        }
    }

    private void failed(Throwable cause) {
        if (!listener.onFailure(cause) && !gone) {
            close(WebSocketCloseCode.INTERNAL_ERROR, "");
        }
    }
}
