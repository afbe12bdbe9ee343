/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request on a connection of its own, and its answer. On the loop; lives until the answer.
 */
public final class HttpExchange extends SimpleChannelInboundHandler<FullHttpResponse>
        implements ClientSockets.Endpoint {

    private static final int LONGEST_BODY = 1 << 16;
    private static final int ANSWER_LIMIT_S = 10;

    private final FullHttpRequest request;
    private final Answer answer;
    private @Nullable Future<?> limit;
    private boolean answered;

    /** What comes back: one of these, once. */
    public interface Answer {
        /** The response, valid until the call returns. */
        void onResponse(ChannelHandlerContext ctx, FullHttpResponse response);

        /** There is none. */
        void onFailure(String why);
    }

    /** An exchange for a connection to come. */
    public HttpExchange(FullHttpRequest request, Answer answer) {
        this.request = request;
        this.answer = answer;
    }

    /** A request without headers but its host's. */
    public static FullHttpRequest request(HttpMethod method, URI uri, String body) {
        String path =
                uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        FullHttpRequest request =
                new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1,
                        method,
                        path + query,
                        Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        request.headers().set(HttpHeaderNames.HOST, uri.getRawAuthority());
        return request;
    }

    @Override
    public void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpClientCodec(), new HttpObjectAggregator(LONGEST_BODY), this);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        limit = ctx.executor().schedule(() -> onLimit(ctx), ANSWER_LIMIT_S, TimeUnit.SECONDS);
        var _ = ctx.writeAndFlush(request, ctx.voidPromise());
    }

    private void onLimit(ChannelHandlerContext ctx) {
        fail("the server did not answer within " + ANSWER_LIMIT_S + " s");
        var _ = ctx.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
        if (settle()) {
            answer.onResponse(ctx, response);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail("the server closed the connection without an answer");
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail("the connection failed: " + cause.getMessage());
        var _ = ctx.close();
    }

    /** There will be no answer. */
    @Override
    public void fail(String why) {
        if (settle()) {
            answer.onFailure(why);
        }
    }

    private boolean settle() {
        boolean first = !answered;
        answered = true;
        if (limit != null) {
            limit.cancel(false);
        }
        return first;
    }

    /** Puts a handler where HTTP was; bytes that are already here go to it. */
    public static void handOver(ChannelHandlerContext ctx, ChannelHandler next) {
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.addLast(next);
        pipeline.get(HttpClientCodec.class).removeOutboundHandler();
        pipeline.remove(HttpObjectAggregator.class);
        pipeline.remove(HttpExchange.class);
        // the codec may be in the middle of a read; what it holds goes on when it is removed
        ctx.executor().execute(() -> pipeline.remove(HttpClientCodec.class));
    }
}
