/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketHandshake;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The server's half of the opening handshake, <a
 * href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2">RFC 6455 section 4.2</a>.
 *
 * <p>Netty's own handshaker swaps the handlers and then writes the answer; a client whose first
 * message comes in the same packet as its request then speaks before it was answered, or past a
 * handler that is not there yet. Here the answer is written first, every handler is in place, and
 * only then is the HTTP decoder removed, which hands on what it had already read.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes its channel, which tells
final class WebSocketUpgrade {
    private WebSocketUpgrade() {}

    /** What is wrong with the request, if anything is. */
    static Optional<ApiResponse> fault(FullHttpRequest request) {
        if (!request.headers()
                .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            return Optional.of(
                    upgradeRequired(
                            "This path takes WebSockets; a proxy in front must pass the headers"
                                    + " Upgrade and Connection."));
        }
        if (!HttpMethod.GET.equals(request.method())
                || !WebSocketHandshake.isAsked(request.headers())) {
            return Optional.of(
                    ApiResponse.problem(
                            400,
                            "bad_handshake",
                            "Bad handshake",
                            "Expected a WebSocket opening handshake as in RFC 6455."));
        }
        if (!WebSocketHandshake.isOfVersion(request.headers())) {
            return Optional.of(upgradeRequired("Expected WebSocket version 13."));
        }
        return Optional.empty();
    }

    private static ApiResponse upgradeRequired(String detail) {
        return ApiResponse.problem(426, "upgrade_required", "Upgrade required", detail)
                .with("Upgrade", "websocket")
                .with("Sec-WebSocket-Version", WebSocketHandshake.VERSION);
    }

    /**
     * Answers 101 and gives the connection to what {@code socket} makes; what the client already
     * sent reaches it.
     */
    static void perform(
            ChannelHandlerContext door, FullHttpRequest request, Supplier<WebSocketFrames> socket) {
        door.writeAndFlush(WebSocketHandshake.answer(request.headers()));
        ChannelPipeline pipeline = door.pipeline();
        pipeline.addLast("socket", socket.get());
        pipeline.remove(HttpPort.HTTP_OUT);
        pipeline.remove(HttpPort.AGGREGATOR);
        pipeline.remove(door.name());
        pipeline.remove(HttpPort.HTTP_IN);
    }
}
