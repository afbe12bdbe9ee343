/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/**
 * Writes an answer as Netty's encoder takes it, with the headers that every answer has. Stateless.
 */
final class HttpAnswer {
    private HttpAnswer() {}

    /**
     * The answer.
     *
     * @param keepAlive false when the connection ends with it
     * @param head true when the length is told and the body is not sent
     */
    static FullHttpResponse of(ApiResponse response, boolean keepAlive, boolean head) {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        FullHttpResponse http =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(response.status()),
                        head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        http.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        head(http, response, keepAlive);
        return http;
    }

    /** The beginning of an answer that goes on in chunks, up to the connection's end. */
    static HttpResponse begin(ApiResponse response) {
        HttpResponse http =
                new DefaultHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()));
        HttpUtil.setTransferEncodingChunked(http, true);
        head(http, response, false);
        return http;
    }

    private static void head(HttpResponse http, ApiResponse response, boolean keepAlive) {
        http.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, response.contentType())
                .set("X-Content-Type-Options", "nosniff")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        response.headers().forEach((name, value) -> http.headers().set(name, value));
        if (!keepAlive) {
            http.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }
}
