/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
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
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private WebSocketUpgrade() {}

    /** What is wrong with the request, if anything is. */
    static Optional<ApiResponse> fault(FullHttpRequest request) {
        HttpHeaders headers = request.headers();
        if (!HttpMethod.GET.equals(request.method())
                || !headers.containsValue(
                        HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || !validKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, ""))) {
            return Optional.of(
                    ApiResponse.problem(
                            400,
                            "bad_handshake",
                            "Bad handshake",
                            "Expected a WebSocket opening handshake as in RFC 6455."));
        }
        if (!"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return Optional.of(
                    ApiResponse.problem(
                                    426,
                                    "upgrade_required",
                                    "Upgrade required",
                                    "Expected WebSocket version 13.")
                            .with("Sec-WebSocket-Version", "13"));
        }
        return Optional.empty();
    }

    private static boolean validKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /**
     * Answers 101 and gives the connection to what {@code socket} makes; what the client already
     * sent reaches it.
     */
    static void perform(
            ChannelHandlerContext door, FullHttpRequest request, Supplier<WebSocketFrames> socket) {
        FullHttpResponse switching =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
        switching
                .headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(
                        HttpHeaderNames.SEC_WEBSOCKET_ACCEPT,
                        accept(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "")));
        door.writeAndFlush(switching);
        ChannelPipeline pipeline = door.pipeline();
        pipeline.addLast("socket", socket.get());
        pipeline.remove(HttpPort.HTTP_OUT);
        pipeline.remove(HttpPort.AGGREGATOR);
        pipeline.remove(door.name());
        pipeline.remove(HttpPort.HTTP_IN);
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
