/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.agrona.ErrorHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's door: whole requests go to the router on a virtual thread and are answered in
 * their order; an upgrade hands the connection to a carrier's handler. Worker thread only, except
 * the router's call. Lives until the connection closes or is upgraded. When full: more than {@value
 * #PIPELINED} requests sent ahead, or no whole request in time, closes the connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes its channel, which tells
final class HttpDoor extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
    private static final int PIPELINED = 16;

    private final int worker;
    private final Router router;
    private final List<UpgradeRoute> upgrades;
    private final HttpLimits limits;
    private final Executor virtualThreads;
    private final Counters counters;
    private final ErrorHandler faults;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean answering;
    private boolean upgraded;

    /** The last answer is on its way: nothing that comes behind it is one more request. */
    private boolean closing;

    private @Nullable Future<?> deadline;

    private record Waiting(ApiRequest request, boolean keepAlive) {}

    HttpDoor(
            int worker,
            Router router,
            List<UpgradeRoute> upgrades,
            HttpLimits limits,
            Executor virtualThreads,
            Counters counters,
            ErrorHandler faults) {
        this.worker = worker;
        this.router = router;
        this.upgrades = upgrades;
        this.limits = limits;
        this.virtualThreads = virtualThreads;
        this.counters = counters;
        this.faults = faults;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        armDeadline(ctx);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        disarmDeadline();
    }

    private void armDeadline(ChannelHandlerContext ctx) {
        disarmDeadline();
        deadline =
                ctx.executor()
                        .schedule(
                                () -> {
                                    counters.increment(MediaCounter.CONNECTIONS_TIMED_OUT);
                                    ctx.close();
                                },
                                limits.requestTimeout().toMillis(),
                                TimeUnit.MILLISECONDS);
    }

    private void disarmDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (closing) {
            return;
        }
        if (request.decoderResult().isFailure()) {
            if (!ctx.channel().isActive()) {
                // the connection ended within a request: there is nobody to answer
                return;
            }
            send(ctx, undecodable(request.decoderResult().cause()), false, false);
            return;
        }
        if (wantsUpgrade(request) || upgradeAt(request) != null) {
            upgrade(ctx, request);
            return;
        }
        if (waiting.size() >= PIPELINED) {
            counters.increment(MediaCounter.CONNECTIONS_FAILED);
            ctx.close();
            return;
        }
        disarmDeadline();
        waiting.add(new Waiting(copy(request), HttpUtil.isKeepAlive(request)));
        answerNext(ctx);
    }

    private static ApiResponse undecodable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpHeaderException tooLong ->
                    ApiResponse.problem(
                            431,
                            "header_too_large",
                            "Header too large",
                            "The request's header is longer than this server reads.");
            case TooLongHttpLineException tooLong ->
                    ApiResponse.problem(
                            414,
                            "uri_too_long",
                            "URI too long",
                            "The request's first line is longer than this server reads.");
            default ->
                    ApiResponse.problem(400, "bad_request", "Bad request", "This is not HTTP/1.1.");
        };
    }

    private static boolean wantsUpgrade(FullHttpRequest request) {
        return request.headers()
                .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    private @Nullable UpgradeRoute upgradeAt(FullHttpRequest request) {
        for (UpgradeRoute candidate : upgrades) {
            String path = candidate.path();
            String target = request.uri();
            if (target.startsWith(path)
                    && (target.length() == path.length() || target.charAt(path.length()) == '?')) {
                return candidate;
            }
        }
        return null;
    }

    private static ApiRequest copy(FullHttpRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers()
                .forEach(entry ->
                        headers.putIfAbsent(
                                entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
        return new ApiRequest(
                request.method().name(),
                request.uri(),
                headers,
                ByteBufUtil.getBytes(request.content()));
    }

    private void answerNext(ChannelHandlerContext ctx) {
        Waiting next = answering || closing ? null : waiting.poll();
        if (next == null) {
            return;
        }
        answering = true;
        virtualThreads.execute(() -> {
            ApiResponse response = answer(next.request());
            ctx.executor()
                    .execute(() -> {
                        answering = false;
                        send(
                                ctx,
                                response,
                                next.keepAlive(),
                                HttpMethod.HEAD.name().equals(next.request().method()));
                        if (waiting.isEmpty()) {
                            armDeadline(ctx);
                        }
                        answerNext(ctx);
                    });
        });
    }

    private ApiResponse answer(ApiRequest request) {
        try {
            return router.answer(request);
        } catch (Throwable failure) { // an error left unanswered would keep the connection open
            LOG.error("answering {} {} failed", request.method(), request.path(), failure);
            return ApiResponse.problem(
                    500,
                    "internal",
                    "Internal error",
                    "The server failed to answer; its log says why.");
        }
    }

    private void upgrade(ChannelHandlerContext ctx, FullHttpRequest request) {
        boolean head = HttpMethod.HEAD.equals(request.method());
        if (answering || !waiting.isEmpty()) {
            send(
                    ctx,
                    ApiResponse.problem(
                            400, "bad_request", "Bad request", "An upgrade cannot be pipelined."),
                    false,
                    head);
            return;
        }
        UpgradeRoute route = upgradeAt(request);
        if (route == null) {
            send(ctx, router.answer(copy(request)), false, head);
            return;
        }
        Optional<ApiResponse> refusal =
                WebSocketUpgrade.fault(request).or(() -> route.refusal().apply(worker));
        if (refusal.isPresent()) {
            send(ctx, refusal.get(), false, head);
            return;
        }
        upgraded = true;
        counters.increment(MediaCounter.UPGRADES);
        WebSocketUpgrade.perform(
                ctx,
                request,
                () -> route.socket().open(worker, ctx.channel(), limits.frameBytes()));
    }

    private void send(
            ChannelHandlerContext ctx, ApiResponse response, boolean keepAlive, boolean head) {
        count(response.status());
        FullHttpResponse http = HttpAnswer.of(response, keepAlive, head);
        var written = ctx.writeAndFlush(http);
        if (!keepAlive) {
            closing = true;
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void count(int status) {
        counters.increment(MediaCounter.HTTP_REQUESTS);
        if (status >= 500) {
            counters.increment(MediaCounter.HTTP_FAILED);
        } else if (status >= 400) {
            counters.increment(MediaCounter.HTTP_REJECTED);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (upgraded) {
            ctx.fireExceptionCaught(cause);
            return;
        }
        counters.increment(MediaCounter.CONNECTIONS_FAILED);
        ctx.close();
        if (!ofThePeer(cause)) {
            faults.onError(cause);
        }
    }

    /**
     * The network, TLS, what could not be decoded, or an end within a request: nothing that this
     * server's own code threw.
     */
    private static boolean ofThePeer(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof DecoderException
                || cause instanceof PrematureChannelClosureException;
    }
}
