/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketHandshake;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketListener;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketRole;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import org.jspecify.annotations.Nullable;

/**
 * The server's half of the opening handshake, RFC 6455 section 4.2. Extensions are offered by
 * clients and never taken. Stateless.
 */
final class Upgrade {

    /** Seconds of audio in one message, and any text. */
    private static final int LONGEST_MESSAGE = 1 << 20;

    private Upgrade() {}

    /** Whether the request asks for a WebSocket in the one version there is. */
    static boolean isAsked(FullHttpRequest request) {
        return WebSocketHandshake.isAsked(request.headers())
                && WebSocketHandshake.isOfVersion(request.headers());
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
        FullHttpResponse response = WebSocketHandshake.answer(request.headers());
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
}
