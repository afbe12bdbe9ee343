/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFault;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketListener;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketRole;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The WebSocket codec against Netty's, a media message of 340 characters an operation: decoded as
 * either end, or encoded by a server from head, base64 and tail. Netty's decoder is set up for
 * speed (no UTF-8 check, which ours makes) and has the aggregator that a whole message needs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WebSocketCodecBenchmark {

    private static final int MAX_MESSAGE = 65_536;
    private static final byte[] TAIL = {'"', '}', '}'};

    private final CarrierFrames carrier = new CarrierFrames();
    private final Ear ear = new Ear();
    private final ByteSink sink = new ByteSink();
    private final ByteSink clientSink = new ByteSink();
    private final ByteSink nettySink = new ByteSink();
    private final WebSocketFrames server =
            new WebSocketFrames(WebSocketRole.SERVER, MAX_MESSAGE, ear);
    private final WebSocketFrames client =
            new WebSocketFrames(WebSocketRole.CLIENT, MAX_MESSAGE, ear);
    private final EmbeddedChannel ours;
    private final EmbeddedChannel oursAsClient;
    private final EmbeddedChannel netty;
    private final byte[] head = carrier.nextText();

    /** With buffers as the server's sockets have them: Netty's default. */
    public WebSocketCodecBenchmark() {
        ours = new EmbeddedChannel(sink, server);
        oursAsClient = new EmbeddedChannel(clientSink, client);
        netty =
                new EmbeddedChannel(
                        nettySink,
                        new WebSocket13FrameEncoder(false),
                        new WebSocket13FrameDecoder(
                                WebSocketDecoderConfig.newBuilder()
                                        .maxFramePayloadLength(MAX_MESSAGE)
                                        .allowExtensions(false)
                                        .withUTF8Validator(false)
                                        .build()),
                        new WebSocketFrameAggregator(MAX_MESSAGE),
                        ear.behindNetty());
    }

    /** A caller's frame, masked. */
    @Benchmark
    public long decode() {
        ours.pipeline().fireChannelRead(carrier.nextRead());
        return ear.bytes;
    }

    /** A server's frame, as a provider sends it. */
    @Benchmark
    public long decodeAsClient() {
        oursAsClient.pipeline().fireChannelRead(carrier.nextUnmasked());
        return ear.bytes;
    }

    /** To compare with {@link #decode}. */
    @Benchmark
    public long decodeNetty() {
        netty.pipeline().fireChannelRead(carrier.nextRead());
        return ear.bytes;
    }

    @Benchmark
    public long encode() {
        byte[] body = carrier.nextText();
        server.writeText(head, body, 0, body.length, TAIL);
        return sink.bytes();
    }

    /** The same with a mask. */
    @Benchmark
    public long encodeAsClient() {
        byte[] body = carrier.nextText();
        client.writeText(head, body, 0, body.length, TAIL);
        return clientSink.bytes();
    }

    /** To compare with {@link #encode}. */
    @Benchmark
    @SuppressWarnings("FutureReturnValueIgnored") // void, and where it goes nothing fails
    public long encodeNetty() {
        byte[] body = carrier.nextText();
        ByteBuf message = netty.alloc().directBuffer(head.length + body.length + TAIL.length);
        message.writeBytes(head).writeBytes(body).writeBytes(TAIL);
        netty.pipeline().write(new TextWebSocketFrame(message), netty.voidPromise());
        return nettySink.bytes();
    }

    /** Counts what it hears. */
    private static final class Ear implements WebSocketListener {
        private long bytes;

        @Override
        public void onText(ByteBuf message) {
            bytes += message.readableBytes();
        }

        @Override
        public void onBinary(ByteBuf message) {
            bytes += message.readableBytes();
        }

        @Override
        public void onClosing(int statusCode) {}

        @Override
        public void onViolation(WebSocketFault fault) {
            throw new IllegalStateException(fault.detail());
        }

        @Override
        public void onGone() {}

        private SimpleChannelInboundHandler<TextWebSocketFrame> behindNetty() {
            return new SimpleChannelInboundHandler<>() {
                @Override
                protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
                    bytes += frame.content().readableBytes();
                }
            };
        }
    }
}
