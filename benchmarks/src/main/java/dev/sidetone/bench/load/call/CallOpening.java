/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.caller.StreamTarget;
import dev.sidetone.bench.webhook.InboundCall;
import dev.sidetone.bench.webhook.Twiml;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketHandshake;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Opens one call's stream: asks the webhook where there is one, then does the WebSocket's opening
 * handshake. Asynchronous, on the loop.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.1">RFC 6455, section 4.1</a>
 */
final class CallOpening {

    private final ClientSockets sockets;
    private final InboundCall call;
    private final Outcome outcome;

    /** What comes of it: one of these, once. */
    interface Outcome {
        /** The handshake is done; the pipeline still holds HTTP. */
        void onUpgraded(ChannelHandlerContext http, StreamTarget target);

        /** The server declined in good order. */
        void onRefused(String how);

        /** It cannot be done. */
        void onFailed(String why);
    }

    CallOpening(ClientSockets sockets, InboundCall call, Outcome outcome) {
        this.sockets = sockets;
        this.call = call;
        this.outcome = outcome;
    }

    void begin() {
        try {
            if (call.byWebhook()) {
                ask(call.webhookUrl());
            } else {
                upgrade(call.directStream());
            }
        } catch (IOException e) {
            outcome.onFailed(String.valueOf(e.getMessage()));
        }
    }

    private void ask(URI url) {
        Map<String, String> form = call.form("ringing");
        FullHttpRequest request = request(HttpMethod.POST, url, InboundCall.encoded(form));
        request.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded")
                .set(HttpHeaderNames.CONTENT_LENGTH, request.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        call.signature(url, form).forEach(request.headers()::set);
        sockets.exchange(
                url,
                request,
                new HttpExchange.Answer() {
                    @Override
                    public void onResponse(ChannelHandlerContext ctx, FullHttpResponse response) {
                        var _ = ctx.close();
                        onTwiml(response);
                    }

                    @Override
                    public void onFailure(String why) {
                        outcome.onFailed("webhook: " + why);
                    }
                });
    }

    private void onTwiml(FullHttpResponse response) {
        int status = response.status().code();
        if (status == HttpResponseStatus.SERVICE_UNAVAILABLE.code()) {
            outcome.onRefused("webhook: 503");
            return;
        }
        if (status != HttpResponseStatus.OK.code()) {
            outcome.onFailed("webhook: status " + status);
            return;
        }
        try {
            Twiml twiml = Twiml.read(response.content().toString(StandardCharsets.UTF_8));
            Twiml.Stream stream = twiml.stream();
            if (stream == null) {
                outcome.onRefused("webhook: TwiML without a stream");
            } else {
                upgrade(call.stream(stream));
            }
        } catch (IOException e) {
            outcome.onFailed(String.valueOf(e.getMessage()));
        }
    }

    private void upgrade(StreamTarget target) {
        String key = WebSocketHandshake.newKey();
        FullHttpRequest request = request(HttpMethod.GET, target.uri(), "");
        request.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, key)
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, WebSocketHandshake.VERSION);
        target.headers().forEach(request.headers()::set);
        sockets.exchange(
                target.uri(),
                request,
                new HttpExchange.Answer() {
                    @Override
                    public void onResponse(ChannelHandlerContext ctx, FullHttpResponse response) {
                        onHandshake(ctx, response, key, target);
                    }

                    @Override
                    public void onFailure(String why) {
                        outcome.onFailed("media socket: " + why);
                    }
                });
    }

    private void onHandshake(
            ChannelHandlerContext ctx, FullHttpResponse response, String key, StreamTarget target) {
        int status = response.status().code();
        if (status == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            if (WebSocketHandshake.isAnswer(response.headers(), key)) {
                outcome.onUpgraded(ctx, target);
                return;
            }
            outcome.onFailed("media socket: the answer to the upgrade is not of RFC 6455");
        } else if (status == HttpResponseStatus.SERVICE_UNAVAILABLE.code()) {
            outcome.onRefused("media socket: 503");
        } else {
            outcome.onFailed("media socket: status " + status);
        }
        var _ = ctx.close();
    }

    private static FullHttpRequest request(HttpMethod method, URI uri, String body) {
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
}
