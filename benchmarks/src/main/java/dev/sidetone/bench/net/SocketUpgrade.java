/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.net;

import dev.sidetone.orchestrator.provider.net.websocket.WebSocketHandshake;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URI;
import java.util.Map;

/**
 * The client's half of the opening handshake. On the loop; lives until the answer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.1">RFC 6455, section 4.1</a>
 */
public final class SocketUpgrade implements HttpExchange.Answer {

    private final String key = WebSocketHandshake.newKey();
    private final Outcome outcome;

    /** What comes of it: one of these, once. */
    public interface Outcome {
        /** The pipeline still holds HTTP: {@link HttpExchange#handOver} puts frames there. */
        void onUpgraded(ChannelHandlerContext http);

        /** The server answered with another status. */
        void onRefused(HttpResponseStatus status);

        /** It cannot be done. */
        void onFailed(String why);
    }

    private SocketUpgrade(Outcome outcome) {
        this.outcome = outcome;
    }

    /**
     * Asks on a new connection.
     *
     * @param headers further headers of the request
     */
    public static void begin(
            ClientSockets sockets, URI uri, Map<String, String> headers, Outcome outcome) {
        SocketUpgrade upgrade = new SocketUpgrade(outcome);
        sockets.exchange(uri, upgrade.request(uri, headers), upgrade);
    }

    private FullHttpRequest request(URI uri, Map<String, String> headers) {
        FullHttpRequest request = HttpExchange.request(HttpMethod.GET, uri, "");
        request.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, key)
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, WebSocketHandshake.VERSION);
        headers.forEach(request.headers()::set);
        return request;
    }

    @Override
    public void onResponse(ChannelHandlerContext ctx, FullHttpResponse response) {
        if (!HttpResponseStatus.SWITCHING_PROTOCOLS.equals(response.status())) {
            outcome.onRefused(response.status());
        } else if (WebSocketHandshake.isAnswer(response.headers(), key)) {
            outcome.onUpgraded(ctx);
            return;
        } else {
            outcome.onFailed("the answer to the upgrade is not of RFC 6455");
        }
        var _ = ctx.close();
    }

    @Override
    public void onFailure(String why) {
        outcome.onFailed(why);
    }
}
