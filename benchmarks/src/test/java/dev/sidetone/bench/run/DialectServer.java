/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.run;

import dev.sidetone.bench.audio.WireAudio;
import dev.sidetone.bench.net.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small server of the Twilio dialect: greets, answers 300 ms after the caller fell silent, clears
 * when it is interrupted, ends the call on key 9 and gives up on key 8. At {@code
 * /twilio/media/full} it has no room.
 */
final class DialectServer {

    static final int ENDPOINTING_MS = 300;

    private static final JsonMapper JSON = new JsonMapper();
    private static final int ANSWER_MS = 1500;
    private static final long FRAME_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int SILENT_FRAMES = ENDPOINTING_MS / 20;
    private static final int INTERRUPTED_FRAMES = 6;

    final List<String> events = new CopyOnWriteArrayList<>();
    final List<String> forms = new CopyOnWriteArrayList<>();
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel channel;
    private volatile String twiml = "";
    private volatile String turns = "[]";
    private volatile long stoodStillNs;

    DialectServer() throws InterruptedException {
        channel =
                new ServerBootstrap()
                        .group(group)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel ch) {
                                        ch.pipeline()
                                                .addLast(
                                                        new HttpServerCodec(),
                                                        new HttpObjectAggregator(65536),
                                                        new Http(),
                                                        new WebSocketServerProtocolHandler(
                                                                "/twilio/media"),
                                                        new Stream());
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .sync()
                        .channel();
    }

    URI url(String scheme, String path) {
        return URI.create(
                scheme
                        + "://127.0.0.1:"
                        + ((InetSocketAddress) channel.localAddress()).getPort()
                        + path);
    }

    /**
     * How long the latest call stood still, by frames that came more than one later than they were
     * due: for so long the caller, or this server, was kept from its core.
     */
    long stoodStillMs() {
        return TimeUnit.NANOSECONDS.toMillis(stoodStillNs);
    }

    void answerWebhookWith(String xml) {
        twiml = xml;
    }

    void tellTurns(String json) {
        turns = json;
    }

    /** Stops listening and cuts what is connected. May be called twice. */
    void close() throws InterruptedException {
        if (channel.isOpen()) {
            channel.close().sync();
        }
        EventLoops.end(group).sync();
    }

    /** Webhook and API; what is meant for the socket passes. */
    private final class Http extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            if (request.uri().equals("/twilio/media/full")) {
                DefaultFullHttpResponse full =
                        new DefaultFullHttpResponse(
                                HttpVersion.HTTP_1_1, HttpResponseStatus.SERVICE_UNAVAILABLE);
                full.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
                var _ = ctx.writeAndFlush(full);
                return;
            }
            if (request.uri().startsWith("/twilio/media")) {
                ctx.fireChannelRead(request.retain());
                return;
            }
            boolean webhook = "POST".equals(request.method().name());
            if (webhook) {
                forms.add(
                        request.uri()
                                + " "
                                + request.headers().get("X-Twilio-Signature", "-")
                                + " "
                                + request.content().toString(StandardCharsets.UTF_8));
            }
            String body = webhook ? twiml : turns;
            DefaultFullHttpResponse answer =
                    new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1,
                            body.isEmpty() ? HttpResponseStatus.FORBIDDEN : HttpResponseStatus.OK,
                            Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
            answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes());
            var _ = ctx.writeAndFlush(answer);
        }
    }

    /** One stream. */
    private final class Stream extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private String sid = "";
        private boolean spoke;
        private int audibleFrames;
        private int silentFrames;
        private boolean playing;
        private long lastFrameNs;
        private long stillNs;

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            JsonNode message = JSON.readTree(frame.text());
            String event = message.path("event").asString();
            switch (event) {
                case "start" -> {
                    sid = message.path("streamSid").asString();
                    stoodStillNs = 0;
                    events.add("start " + message.path("start").path("customParameters"));
                    answer(ctx);
                }
                case "media" ->
                        hear(
                                ctx,
                                Base64.getDecoder()
                                        .decode(message.path("media").path("payload").asString()));
                case "mark" -> {
                    playing = false;
                    events.add("mark");
                }
                case "dtmf" -> {
                    String key = message.path("dtmf").path("digit").asString();
                    events.add("dtmf " + key);
                    if ("9".equals(key)) {
                        var _ = ctx.writeAndFlush(new CloseWebSocketFrame(1000, "bye"));
                    } else if ("8".equals(key)) {
                        var _ = ctx.writeAndFlush(new CloseWebSocketFrame(1011, "no voice"));
                    } else {
                        answer(ctx);
                    }
                }
                default -> events.add(event);
            }
        }

        private void hear(ChannelHandlerContext ctx, byte[] mulaw) {
            long nowNs = System.nanoTime();
            long lateNs = lastFrameNs == 0 ? 0 : nowNs - lastFrameNs - FRAME_NS;
            stillNs += lateNs > FRAME_NS ? lateNs : 0;
            stoodStillNs = stillNs;
            lastFrameNs = nowNs;
            boolean audible = WireAudio.LEVEL.isAudible(mulaw, 0, mulaw.length);
            audibleFrames = audible ? audibleFrames + 1 : 0;
            silentFrames = audible ? 0 : silentFrames + 1;
            spoke |= audible;
            if (playing && audibleFrames == INTERRUPTED_FRAMES) {
                playing = false;
                send(ctx, "{\"event\":\"clear\",\"streamSid\":\"" + sid + "\"}");
                events.add("clear");
            }
            if (spoke && silentFrames == SILENT_FRAMES) {
                spoke = false;
                answer(ctx);
            }
        }

        private void answer(ChannelHandlerContext ctx) {
            playing = true;
            byte[] mulaw = tone();
            for (int from = 0; from < mulaw.length; from += 1600) {
                String payload =
                        Base64.getEncoder()
                                .encodeToString(Arrays.copyOfRange(mulaw, from, from + 1600));
                send(
                        ctx,
                        "{\"event\":\"media\",\"streamSid\":\""
                                + sid
                                + "\",\"media\":{\"payload\":\""
                                + payload
                                + "\"}}");
            }
            send(
                    ctx,
                    "{\"event\":\"mark\",\"streamSid\":\""
                            + sid
                            + "\",\"mark\":{\"name\":\"end\"}}");
        }

        private static void send(ChannelHandlerContext ctx, String text) {
            var _ = ctx.writeAndFlush(new TextWebSocketFrame(text));
        }
    }

    static byte[] tone() {
        short[] pcm = new short[ANSWER_MS * 8];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (6000 * Math.sin(i * 2 * Math.PI * 300 / 8000));
        }
        return WireAudio.encode(pcm);
    }
}
