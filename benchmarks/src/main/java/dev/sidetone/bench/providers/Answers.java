/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** Whole HTTP answers. Stateless. */
final class Answers {

    private Answers() {}

    static FullHttpResponse of(int status, String contentType, String body) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(status),
                        ByteBufUtil.writeUtf8(UnpooledByteBufAllocator.DEFAULT, body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        return response;
    }

    static FullHttpResponse json(int status, String body) {
        return of(status, "application/json", body);
    }

    static FullHttpResponse text(int status, String body) {
        return of(status, "text/plain; charset=utf-8", body + "\n");
    }

    static void send(ChannelHandlerContext ctx, FullHttpResponse response) {
        var _ = ctx.writeAndFlush(response, ctx.voidPromise());
    }
}
