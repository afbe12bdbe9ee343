/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketListener;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketRole;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The server's half of the opening handshake, RFC 6455 section 4.2. Extensions are offered by
 * clients and never taken. Stateless.
 */
final class Upgrade {

    /** Seconds of audio in one message, and any text. */
    private static final int LONGEST_MESSAGE = 1 << 20;

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private Upgrade() {}

    /** Whether the request asks for a WebSocket in the one version there is. */
    static boolean isAsked(FullHttpRequest request) {
        return request.headers()
                        .containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && request.headers()
                        .contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && "13".equals(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
                && request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY) != null;
    }

    /**
     * Answers 101 and puts the codec where HTTP was.
     *
     * @param idHeader header that the vendor names the request in, with its value; or null
     */
    static WebSocketFrames accept(
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            @Nullable String idHeader,
            String id,
            WebSocketListener listener) {
        String key = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
        response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, acceptance(key.strip()));
        if (idHeader != null) {
            response.headers().set(idHeader, id);
        }
        WebSocketFrames frames =
                new WebSocketFrames(WebSocketRole.SERVER, LONGEST_MESSAGE, listener);
        var _ = ctx.writeAndFlush(response, ctx.voidPromise());
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.remove(HttpObjectAggregator.class);
        pipeline.replace(RequestRouter.class, "frames", frames);
        // Last, since it hands on what came behind the request.
        pipeline.remove(HttpServerCodec.class);
        return frames;
    }

    private static String acceptance(String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
