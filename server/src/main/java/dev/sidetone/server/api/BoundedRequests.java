/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
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
import org.jspecify.annotations.Nullable;

/**
 * Whole requests of bounded size. A longer one, or one that expects what this server does not know,
 * goes on as one that could not be read, so that the door answers it in its turn. Worker thread
 * only.
 */
final class BoundedRequests extends HttpObjectAggregator {

    BoundedRequests(int maxBytes) {
        super(maxBytes);
    }

    /** The request's header {@code Expect} asks for something that this server does not know. */
    static final class UnknownExpectation extends DecoderException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Asked before a body is sent. What Netty answers here goes out at once: right for "continue",
     * but a refusal would overtake the answers to what was asked before.
     */
    @Override
    protected @Nullable Object newContinueResponse(
            HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
        Object answer = super.newContinueResponse(start, maxContentLength, pipeline);
        if (!(answer instanceof FullHttpResponse refusal)
                || refusal.status().code() < HttpResponseStatus.BAD_REQUEST.code()) {
            return answer;
        }
        if (refusal.status().equals(HttpResponseStatus.EXPECTATION_FAILED)) {
            start.setDecoderResult(DecoderResult.failure(new UnknownExpectation()));
        }
        refusal.release();
        // one that is too long is seen to be that without an expectation, too
        return null;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        // what is left of the request is not worth reading
        FullHttpRequest cut =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        cut.setDecoderResult(DecoderResult.failure(new TooLongHttpContentException()));
        ctx.fireChannelRead(cut);
    }
}
