/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.net.ClientSockets;
import dev.sidetone.bench.net.HttpExchange;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request that comes a byte every 100 ms and whose header never ends ("slow loris"): a server
 * that gives time to connections and not to requests keeps it for ever. The time to the end counts
 * from the open connection. Owned by the loop's thread.
 */
final class SlowHandshake extends BadCall implements ClientSockets.Endpoint {

    private static final long BYTE_NS = 100_000_000;
    private static final byte ENDLESS = 'a';
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
    private static final int STATUS_CHARACTERS = 12;
    private static final String UNAVAILABLE = "503";

    private final URI target;
    private final byte[] head;
    private final StringBuilder answer = new StringBuilder();
    private @Nullable Channel channel;
    private int sent;

    /** A request to this address, {@code http(s)} or {@code ws(s)}. */
    SlowHandshake(LoopParts parts, URI target, Consumer<BadCall> gone) {
        super(BadKind.SLOW_HANDSHAKE, parts, gone);
        this.target = target;
        this.head = head(target);
    }

    private static byte[] head(URI target) {
        var request = HttpExchange.request(HttpMethod.GET, target, "");
        String text =
                "GET %s HTTP/1.1\r\nHost: %s\r\nX-Endless: "
                        .formatted(request.uri(), request.headers().get(HttpHeaderNames.HOST));
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    void dial() {
        parts().sockets().open(target, this);
    }

    @Override
    public void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(new Wire());
    }

    @Override
    public void fail(String why) {
        failed(why);
    }

    @Override
    long step(long nowNs) {
        Channel open = channel;
        if (open == null) {
            return NEVER;
        }
        byte next = sent < head.length ? head[sent] : ENDLESS;
        sent++;
        var _ = open.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {next}), open.voidPromise());
        return nowNs + BYTE_NS;
    }

    @Override
    void hangUp() {
        if (channel != null) {
            var _ = channel.close();
        }
    }

    /** The connection. */
    private final class Wire extends SimpleChannelInboundHandler<ByteBuf> {

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            channel = ctx.channel();
            if (over()) {
                hangUp();
                return;
            }
            long nowNs = System.nanoTime();
            broken(nowNs);
            parts().heap().schedule(SlowHandshake.this, nowNs);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
            answer.append(bytes.toString(StandardCharsets.ISO_8859_1));
            if (answer.length() >= STATUS_CHARACTERS) {
                Matcher status = STATUS.matcher(answer);
                if (!status.lookingAt()) {
                    ended("an answer without status");
                } else if (status.group(1).equals(UNAVAILABLE)) {
                    refused("status " + UNAVAILABLE);
                } else {
                    ended("status " + status.group(1));
                }
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            ended(BadStream.CONNECTION_ENDED);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // a reset is an end as well
            var _ = ctx.close();
        }
    }
}
