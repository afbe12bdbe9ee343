/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Whole requests of bounded size; a longer one, or one that expects what this server does not know,
 * is refused with a problem and the connection closed. Worker thread only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes its channel, which tells
final class BoundedRequests extends HttpObjectAggregator {
    private final Counters counters;

    BoundedRequests(int maxBytes, Counters counters) {
        super(maxBytes, true);
        this.counters = counters;
    }

    /** Asked before a body is sent; Netty's own refusals have no body that says why. */
    @Override
    protected Object newContinueResponse(
            HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
        Object answer = super.newContinueResponse(start, maxContentLength, pipeline);
        if (!(answer instanceof FullHttpResponse refusal)
                || refusal.status().code() < HttpResponseStatus.BAD_REQUEST.code()) {
            return answer;
        }
        FullHttpResponse problem =
                refusal.status().equals(HttpResponseStatus.EXPECTATION_FAILED)
                        ? refusal(
                                ApiResponse.problem(
                                        417,
                                        "expectation_failed",
                                        "Expectation failed",
                                        "This server knows no expectation but 100-continue."))
                        : refusal(tooLarge());
        refusal.release();
        return problem;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        // what is left of the request is not worth reading
        ctx.writeAndFlush(refusal(tooLarge())).addListener(ChannelFutureListener.CLOSE);
    }

    private ApiResponse tooLarge() {
        return ApiResponse.problem(
                413,
                "too_large",
                "Request too large",
                "Expected at most " + maxContentLength() + " bytes.");
    }

    private FullHttpResponse refusal(ApiResponse problem) {
        counters.increment(MediaCounter.HTTP_REQUESTS);
        counters.increment(MediaCounter.HTTP_REJECTED);
        return HttpAnswer.of(problem, false, false);
    }
}
