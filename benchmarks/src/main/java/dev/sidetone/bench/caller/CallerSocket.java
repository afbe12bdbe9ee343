/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import dev.sidetone.bench.script.CallerScript;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Connects one simulated caller to a server's media socket. Lives on the caller's loop from the
 * connect on.
 */
public final class CallerSocket extends SimpleChannelInboundHandler<WebSocketFrame>
        implements CallerWire {

    private static final int CONNECT_TIMEOUT_MS = 5000;
    private static final int LONGEST_MESSAGE = 1 << 20;
    private static final int FRAME_MS = 20;
    private static final int NORMAL_CLOSE = 1000;

    private final CallerLoop loop;
    private final CallSids sids;
    private final StreamTarget target;
    private final TwilioMessages messages;
    private final SimulatedCaller caller;
    private @Nullable Channel channel;
    private int closeCode = -1;
    private String closeReason = "";

    private CallerSocket(CallerLoop loop, CallSids sids, StreamTarget target, Call call) {
        this.loop = loop;
        this.sids = sids;
        this.target = target;
        this.messages = new TwilioMessages(sids.stream(), sids.call(), sids.account());
        this.caller = new SimulatedCaller(sids.call(), call, this, loop.latenessUs());
    }

    /**
     * What a call does, and who hears of it.
     *
     * @param playoutDepthMs how long an idle carrier holds the first audio back
     * @param echoes whether the agent returns what it hears, so that it can be compared
     * @param listener told on the loop's thread
     * @param words what the agent says, for scripts that depend on it
     */
    public record Call(
            CallerScript script,
            int playoutDepthMs,
            boolean echoes,
            Consumer<CallProgress> listener,
            AgentWords words) {}

    /**
     * Makes a call. Resolves the server's name on the calling thread, everything else happens on
     * the loop.
     *
     * @return the call; its result completes when it is over, whatever happens
     */
    public static SimulatedCaller connect(
            CallerLoop loop, CallSids sids, StreamTarget target, Call call) {
        CallerSocket socket = new CallerSocket(loop, sids, target, call);
        try {
            InetSocketAddress address =
                    new InetSocketAddress(
                            InetAddress.getByName(target.uri().getHost()), target.port());
            @Nullable SslHandler tls =
                    target.secure()
                            ? ClientTls.handler(target.uri().getHost(), target.port())
                            : null;
            loop.execute(() -> socket.open(address, tls));
        } catch (UnknownHostException _) {
            loop.execute(() -> socket.fail("unknown host " + target.uri().getHost()));
        } catch (SSLException e) {
            loop.execute(() -> socket.fail("TLS: " + e.getMessage()));
        }
        return socket.caller;
    }

    private void open(InetSocketAddress address, @Nullable SslHandler tls) {
        HttpHeaders headers = new DefaultHttpHeaders();
        target.headers().forEach(headers::add);
        WebSocketClientProtocolHandler handshake =
                new WebSocketClientProtocolHandler(
                        WebSocketClientHandshakerFactory.newHandshaker(
                                target.uri(),
                                WebSocketVersion.V13,
                                null,
                                false,
                                headers,
                                LONGEST_MESSAGE),
                        false,
                        true);
        ChannelInitializer<SocketChannel> pipeline =
                new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(SocketChannel ch) {
                        ChannelPipeline p = ch.pipeline();
                        if (tls != null) {
                            p.addLast(tls);
                        }
                        p.addLast(
                                new HttpClientCodec(),
                                new HttpObjectAggregator(1 << 16),
                                handshake,
                                CallerSocket.this);
                    }
                };
        loop.bootstrap()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .handler(pipeline)
                .connect(address)
                .addListener((ChannelFuture connected) -> {
                    if (!connected.isSuccess()) {
                        fail(
                                "cannot connect to "
                                        + target.uri()
                                        + ": "
                                        + connected.cause().getMessage());
                    }
                });
    }

    private void fail(String reason) {
        caller.onFailure(reason, System.nanoTime());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            channel = ctx.channel();
            caller.onOpen(System.nanoTime());
            loop.reschedule(caller);
        } else if (event
                == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
            fail("the server did not answer the handshake");
            var _ = ctx.close();
        }
        super.userEventTriggered(ctx, event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        long nowNs = System.nanoTime();
        if (frame instanceof CloseWebSocketFrame close) {
            closeCode = close.statusCode();
            closeReason = close.reasonText();
            ctx.writeAndFlush(new CloseWebSocketFrame(NORMAL_CLOSE, ""))
                    .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        ServerMessage message =
                frame instanceof TextWebSocketFrame text
                        ? ServerMessage.read(text.text(), sids.stream())
                        : new ServerMessage.Foreign("not a text message");
        switch (message) {
            case ServerMessage.Media media -> caller.onMedia(media.mulaw(), nowNs);
            case ServerMessage.Mark mark -> caller.onMark(mark.name(), nowNs);
            case ServerMessage.Clear _ -> caller.onClear(nowNs);
            case ServerMessage.Foreign _ -> caller.onWarning();
        }
        if (message instanceof ServerMessage.Mark) {
            loop.reschedule(caller);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        String how =
                closeCode < 0
                        ? "connection lost"
                        : "close " + closeCode + (closeReason.isEmpty() ? "" : " " + closeReason);
        caller.onClosed(closeCode == NORMAL_CLOSE, how, System.nanoTime());
        super.channelInactive(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean refused = cause instanceof WebSocketClientHandshakeException;
        fail(
                (refused ? "the server refused the media socket: " : "the media socket failed: ")
                        + cause.getMessage());
        var _ = ctx.close();
    }

    @Override
    public void open() {
        write(messages.connected());
        write(messages.start(target.parameters()));
    }

    @Override
    public void media(long frame, byte[] mulaw) {
        write(messages.media(frame + 1, frame * FRAME_MS, mulaw));
    }

    @Override
    public void key(char key) {
        write(messages.dtmf(key));
    }

    @Override
    public void mark(String name) {
        write(messages.mark(name));
    }

    @Override
    public void hangUp() {
        write(messages.stop());
        Channel open = channel;
        if (open != null) {
            open.writeAndFlush(new CloseWebSocketFrame(NORMAL_CLOSE, ""))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void write(String text) {
        Channel open = channel;
        if (open != null && open.isActive()) {
            var _ = open.writeAndFlush(new TextWebSocketFrame(text), open.voidPromise());
        }
    }
}
