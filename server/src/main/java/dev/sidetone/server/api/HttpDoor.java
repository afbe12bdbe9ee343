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
import io.netty.handler.codec.http.TooLongHttpContentException;
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
import java.util.function.Supplier;
import org.agrona.ErrorHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's door: whole requests go to the router on a virtual thread and are answered in
 * their order, as is what cannot be read; an upgrade hands the connection to a carrier's handler.
 * Worker thread only, except the router's call. Lives until the connection closes or is upgraded.
 * When full: more than {@value #PIPELINED} requests sent ahead, or no whole request in time, closes
 * the connection.
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

    /** A request was taken whose answer is the last: nothing that comes behind it is one more. */
    private boolean ended;

    private boolean streaming;

    private @Nullable Future<?> deadline;

    /**
     * What waits for its turn.
     *
     * @param answer the work of a virtual thread
     * @param keepAlive whether the connection stays open behind the answer
     * @param head whether the answer goes out without its body
     */
    private record Waiting(Supplier<ApiResponse> answer, boolean keepAlive, boolean head) {}

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
        if (ended) {
            return;
        }
        Throwable fault = request.decoderResult().cause();
        if (fault == null && request.protocolVersion().majorVersion() != 1) {
            fault = new DecoderException("not HTTP/1");
        }
        if (fault != null) {
            if (ctx.channel().isActive()) { // otherwise it ended within a request
                ApiResponse problem = undecodable(fault);
                await(ctx, new Waiting(() -> problem, false, false));
            }
            return;
        }
        if (wantsUpgrade(request) || upgradeAt(request) != null) {
            upgrade(ctx, request);
            return;
        }
        ApiRequest copy = copy(request);
        await(ctx, new Waiting(() -> answer(copy), HttpUtil.isKeepAlive(request), isHead(request)));
    }

    private void await(ChannelHandlerContext ctx, Waiting next) {
        if (waiting.size() >= PIPELINED) {
            ended = true;
            counters.increment(MediaCounter.CONNECTIONS_FAILED);
            ctx.close();
            return;
        }
        disarmDeadline();
        ended = !next.keepAlive();
        waiting.add(next);
        answerNext(ctx);
    }

    private static boolean isHead(FullHttpRequest request) {
        return HttpMethod.HEAD.equals(request.method());
    }

    private ApiResponse undecodable(Throwable cause) {
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
            case TooLongHttpContentException tooLong ->
                    ApiResponse.problem(
                            413,
                            "too_large",
                            "Request too large",
                            "Expected at most " + limits.requestBytes() + " bytes.");
            case BoundedRequests.UnknownExpectation unknown ->
                    ApiResponse.problem(
                            417,
                            "expectation_failed",
                            "Expectation failed",
                            "This server knows no expectation but 100-continue.");
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
        Waiting next = answering ? null : waiting.poll();
        if (next == null) {
            return;
        }
        answering = true;
        virtualThreads.execute(() -> {
            ApiResponse response = next.answer().get();
            ctx.executor()
                    .execute(() -> {
                        answering = false;
                        send(ctx, response, next.keepAlive(), next.head());
                        if (waiting.isEmpty() && !streaming) {
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
        boolean head = isHead(request);
        if (answering || !waiting.isEmpty()) {
            ApiResponse problem =
                    ApiResponse.problem(
                            400, "bad_request", "Bad request", "An upgrade cannot be pipelined.");
            await(ctx, new Waiting(() -> problem, false, head));
            return;
        }
        UpgradeRoute route = upgradeAt(request);
        if (route == null) {
            ApiRequest copy = copy(request);
            await(ctx, new Waiting(() -> answer(copy), false, head));
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
        EventFeed feed = response.feed();
        if (feed != null && !head) {
            stream(ctx, response, feed);
            return;
        }
        FullHttpResponse http = HttpAnswer.of(response, keepAlive, head);
        var written = ctx.writeAndFlush(http);
        if (!keepAlive) {
            ended = true;
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /**
     * The rest of the connection is this answer: nothing that waits behind it comes to its turn.
     */
    private void stream(ChannelHandlerContext ctx, ApiResponse response, EventFeed feed) {
        ended = true;
        streaming = true;
        waiting.clear();
        disarmDeadline();
        ctx.writeAndFlush(HttpAnswer.begin(response));
        feed.open(new HttpEventStream(ctx.channel()));
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
