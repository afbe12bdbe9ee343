/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpContentException;

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
                        : refusal(tooLarge(maxContentLength()));
        refusal.release();
        return problem;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        // what is left of the request is not worth reading; the door answers in its turn
        FullHttpRequest cut =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        cut.setDecoderResult(DecoderResult.failure(new TooLongHttpContentException()));
        ctx.fireChannelRead(cut);
    }

    /** The refusal of a body longer than that many bytes. */
    static ApiResponse tooLarge(int maxBytes) {
        return ApiResponse.problem(
                413, "too_large", "Request too large", "Expected at most " + maxBytes + " bytes.");
    }

    private FullHttpResponse refusal(ApiResponse problem) {
        counters.increment(MediaCounter.HTTP_REQUESTS);
        counters.increment(MediaCounter.HTTP_REJECTED);
        return HttpAnswer.of(problem, false, false);
    }
}
