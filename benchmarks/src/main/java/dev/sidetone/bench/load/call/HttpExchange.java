/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;

/**
 * One HTTP request on a connection of its own, and its answer. On the loop; lives until the answer.
 */
final class HttpExchange extends SimpleChannelInboundHandler<FullHttpResponse> {

    private static final int LONGEST_BODY = 1 << 16;

    private final FullHttpRequest request;
    private final Answer answer;
    private boolean answered;

    /** What comes back: one of these, once. */
    interface Answer {
        /** The response, valid until the call returns. */
        void onResponse(ChannelHandlerContext ctx, FullHttpResponse response);

        /** There is none. */
        void onFailure(String why);
    }

    HttpExchange(FullHttpRequest request, Answer answer) {
        this.request = request;
        this.answer = answer;
    }

    void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpClientCodec(), new HttpObjectAggregator(LONGEST_BODY), this);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        var _ = ctx.writeAndFlush(request, ctx.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
        if (!answered) {
            answered = true;
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
        fail(String.valueOf(cause.getMessage()));
        var _ = ctx.close();
    }

    /** There will be no answer. */
    void fail(String why) {
        if (!answered) {
            answered = true;
            answer.onFailure(why);
        }
    }

    /**
     * Takes HTTP out of the way of what was added behind it; bytes that are already here follow.
     */
    static void leave(ChannelHandlerContext ctx) {
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.get(HttpClientCodec.class).removeOutboundHandler();
        pipeline.remove(HttpObjectAggregator.class);
        pipeline.remove(HttpExchange.class);
        // the codec may be in the middle of a read; what it holds goes on when it is removed
        ctx.executor().execute(() -> pipeline.remove(HttpClientCodec.class));
    }
}
