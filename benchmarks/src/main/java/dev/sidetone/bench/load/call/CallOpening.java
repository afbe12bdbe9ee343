/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.caller.StreamTarget;
import dev.sidetone.bench.net.ClientSockets;
import dev.sidetone.bench.net.HttpExchange;
import dev.sidetone.bench.net.SocketUpgrade;
import dev.sidetone.bench.webhook.InboundCall;
import dev.sidetone.bench.webhook.Twiml;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Opens one call's stream: asks the webhook where there is one, then has the connection upgraded.
 * Asynchronous, on the loop.
 */
final class CallOpening {

    /** The close code by which a media socket declines a call (RFC 6455's registry). */
    static final int TRY_AGAIN_LATER = 1013;

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
        FullHttpRequest request =
                HttpExchange.request(HttpMethod.POST, url, InboundCall.encoded(form));
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
        SocketUpgrade.begin(
                sockets,
                target.uri(),
                target.headers(),
                new SocketUpgrade.Outcome() {
                    @Override
                    public void onUpgraded(ChannelHandlerContext http) {
                        outcome.onUpgraded(http, target);
                    }

                    @Override
                    public void onRefused(HttpResponseStatus status) {
                        if (HttpResponseStatus.SERVICE_UNAVAILABLE.equals(status)) {
                            outcome.onRefused("media socket: 503");
                        } else {
                            outcome.onFailed("media socket: status " + status.code());
                        }
                    }

                    @Override
                    public void onFailed(String why) {
                        outcome.onFailed("media socket: " + why);
                    }
                });
    }
}
