/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net;

import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketHandshake;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.ErrorHandler;
import org.jspecify.annotations.Nullable;

/**
 * The client's half of the opening handshake, <a
 * href="https://www.rfc-editor.org/rfc/rfc6455#section-4.1">RFC 6455 section 4.1</a>: asks,
 * verifies the answer, and hands the connection to the handler of its frames. Loop's thread only.
 *
 * <p>A server may speak in the same packet as its answer: the handler of the frames is in place
 * before the HTTP decoder is removed, which hands on what it had already read.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes its channel, which tells
final class PendingUpgrade implements Dial, DialListener {
    private static final int MAX_TOLD_CHARS = 120;
    private static final int USUAL_BYTES = 1024;

    private final CallIo io;
    private final ProviderAddress address;
    private final UpgradeRequest request;
    private final ChannelHandler frames;
    private final UpgradeListener listener;
    private final ErrorHandler faults;
    private final String key = WebSocketHandshake.newKey();
    private @Nullable Dial dial;
    private @Nullable Channel channel;
    private @Nullable ScheduledFuture<?> limit;
    private boolean over;

    /**
     * One not begun.
     *
     * @param faults is told what our own code throws before the connection is open
     */
    PendingUpgrade(
            CallIo io,
            ProviderAddress address,
            UpgradeRequest request,
            ChannelHandler frames,
            UpgradeListener listener,
            ErrorHandler faults) {
        this.io = io;
        this.address = address;
        this.request = request;
        this.frames = frames;
        this.listener = listener;
        this.faults = faults;
    }

    void start(ProviderDialer dialer) {
        dial = dialer.dial(io, address, request.connectLimit(), this);
    }

    @Override
    public void onConnected(Channel connected) {
        channel = connected;
        limit =
                io.loop()
                        .schedule(
                                () -> fail(Kind.TIMED_OUT, "no answer to the upgrade"),
                                request.answerLimit().toNanos(),
                                TimeUnit.NANOSECONDS);
        HttpDecoderConfig bounds =
                new HttpDecoderConfig().setMaxInitialLineLength(4096).setMaxHeaderSize(16_384);
        connected
                .pipeline()
                .addLast("http", new HttpResponseDecoder(bounds))
                .addLast("upgrade", new Answer());
        connected.writeAndFlush(written(connected.alloc()), connected.voidPromise());
    }

    /** The request; it holds nothing but ASCII. */
    private ByteBuf written(ByteBufAllocator buffers) {
        ByteBuf text = buffers.buffer(USUAL_BYTES);
        ByteBufUtil.writeAscii(text, "GET ");
        ByteBufUtil.writeAscii(text, request.path());
        ByteBufUtil.writeAscii(text, " HTTP/1.1\r\n");
        line(text, "Host", address.hostHeader());
        line(text, "Upgrade", "websocket");
        line(text, "Connection", "Upgrade");
        line(text, "Sec-WebSocket-Key", key);
        line(text, "Sec-WebSocket-Version", WebSocketHandshake.VERSION);
        request.headers().forEach((name, value) -> line(text, name, value));
        ByteBufUtil.writeAscii(text, "\r\n");
        return text;
    }

    private static void line(ByteBuf text, String name, String value) {
        ByteBufUtil.writeAscii(text, name);
        ByteBufUtil.writeAscii(text, ": ");
        ByteBufUtil.writeAscii(text, value);
        ByteBufUtil.writeAscii(text, "\r\n");
    }

    @Override
    public void onFailed(ProviderFailure failure) {
        if (!over) {
            cancel();
            listener.onFailed(failure, 0);
        }
    }

    private void fail(Kind kind, String reason) {
        onFailed(
                new ProviderFailure(kind, address.vendor(), address.hostAndPort() + ": " + reason));
    }

    private void answered(HttpResponse answer) {
        int status = answer.status().code();
        if (answer.decoderResult().isFailure()) {
            fail(Kind.MALFORMED, "the answer to the upgrade is not HTTP");
        } else if (status != 101) {
            cancel();
            listener.onFailed(
                    HttpStatusFailure.of(address, status, told(answer.headers())), status);
        } else if (!WebSocketHandshake.isAnswer(answer.headers(), key)) {
            fail(Kind.MALFORMED, "the answer to the upgrade is not of RFC 6455");
        } else {
            open();
        }
    }

    private void open() {
        Channel opened = java.util.Objects.requireNonNull(channel);
        end();
        ChannelPipeline pipeline = opened.pipeline();
        pipeline.addLast("frames", frames);
        pipeline.remove("upgrade");
        try {
            listener.onOpen(opened);
        } catch (RuntimeException | Error fault) {
            // like any other fault of the listener; nobody else would hear of it here
            pipeline.fireExceptionCaught(fault);
        }
        pipeline.remove("http");
    }

    /** Only what was asked for, only printable, and never a value that we sent. */
    private String told(HttpHeaders headers) {
        StringBuilder told = new StringBuilder();
        for (String name : request.told()) {
            String value = headers.get(name);
            boolean ours =
                    value != null && request.headers().values().stream().anyMatch(value::contains);
            if (value != null && !ours) {
                String printable = value.replaceAll("[^\\x20-\\x7e]", "?");
                told.append("; ")
                        .append(name)
                        .append(": ")
                        .append(printable, 0, Math.min(printable.length(), MAX_TOLD_CHARS));
            }
        }
        return told.toString();
    }

    @Override
    public void cancel() {
        end();
        if (dial != null) {
            dial.cancel();
        }
        if (channel != null) {
            channel.close();
        }
    }

    private void end() {
        over = true;
        if (limit != null) {
            limit.cancel(false);
        }
    }

    /** Reads the answer; whatever else comes before it is settled is not for us. */
    private final class Answer extends SimpleChannelInboundHandler<HttpObject> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
            if (!over && message instanceof HttpResponse answer) {
                answered(answer);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            fail(Kind.UNREACHABLE, "the connection ended before the upgrade was answered");
            context.fireChannelInactive();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (!OwnFault.isOfTheNetwork(cause)) {
                OwnFault.tell(faults, cause);
            }
            fail(Kind.UNREACHABLE, "the connection broke before the upgrade was answered");
        }
    }
}
