/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one chat completion request: its first token after the delay drawn for the phrase,
 * each further one after a delay of its own. The event loop only; lives until the answer ended or
 * the connection is gone.
 */
final class ChatStream {

    private final ProviderContext context;
    private final ChannelHandlerContext ctx;
    private final ChatRequest request;
    private final ChatAnswer answer;
    private final ChatChunks chunks;
    private final List<String> tokens;
    private final @Nullable Fault fault;
    private final @Nullable ScriptedTurn turn;
    private final long requestNs = System.nanoTime();
    private final String requestId;
    private @Nullable Future<?> waiting;
    private double drawnTokensMs;
    private int next;
    private boolean ended;

    private ChatStream(
            ProviderContext context,
            ChannelHandlerContext ctx,
            ChatRequest request,
            @Nullable Fault fault) {
        this.context = context;
        this.ctx = ctx;
        this.request = request;
        this.answer = ChatAnswer.to(request);
        this.requestId = context.nextConnection(Stage.LLM);
        this.chunks =
                new ChatChunks(
                        request,
                        answer,
                        "chatcmpl-" + requestId,
                        Math.round(context.epochMs(requestNs) / 1e3));
        this.tokens = chunks.tokens();
        this.fault = context.fault(Stage.LLM, fault, request.number());
        this.turn = request.number() < 0 ? null : context.ledger.of(request.number());
    }

    /** Answers, now or later; null when the request was refused. */
    static @Nullable ChatStream answer(
            ProviderContext context,
            ChannelHandlerContext ctx,
            FullHttpRequest http,
            @Nullable Fault fault) {
        ChatRequest request;
        try {
            String body = http.content().toString(StandardCharsets.UTF_8);
            request = ChatRequest.parse(ChatJson.read(body), body.length());
        } catch (IllegalArgumentException e) {
            Answers.send(ctx, VendorErrors.of(Stage.LLM, 400, String.valueOf(e.getMessage())));
            return null;
        }
        context.stats.onOpened(Stage.LLM);
        ChatStream stream = new ChatStream(context, ctx, request, fault);
        stream.begin();
        return stream;
    }

    /** Whether the next request may come. */
    boolean ended() {
        return ended;
    }

    /** The client went: nothing more is generated. */
    void gone() {
        Future<?> timer = waiting;
        if (timer != null) {
            timer.cancel(false);
        }
        if (!ended) {
            context.stats.count("completions cancelled");
            end();
        }
    }

    private void end() {
        ended = true;
        context.stats.onClosed(Stage.LLM);
    }

    private void begin() {
        int number = request.number();
        double drawnMs = context.delays.drawMs(Stage.LLM, number, 0);
        double sentenceMs = drawnMs;
        double allMs = 0;
        for (int i = 1; i < tokens.size(); i++) {
            double tokenMs = context.delays.drawMs(Stage.LLM_TOKEN, number, i);
            allMs += tokenMs;
            sentenceMs += i <= answer.firstSentence() ? tokenMs : 0;
        }
        ScriptedTurn noted = turn;
        if (noted != null) {
            noted.onModelAsked(
                    context.epochMs(requestNs),
                    request.toolOutcome() != null,
                    drawnMs,
                    sentenceMs,
                    allMs);
            noted.llmConnection = requestId;
        }
        if (fault == Fault.STALL) {
            context.injected(Stage.LLM, fault, number);
            return;
        }
        double wholeMs = request.stream() ? drawnMs : drawnMs + allMs;
        waiting = context.after(ctx.executor(), wholeMs, this::first);
    }

    private void first() {
        Fault now = fault;
        if (now != null && now != Fault.CUT) {
            context.injected(Stage.LLM, now, request.number());
            fail(now);
        } else if (request.stream()) {
            var _ = ctx.write(head());
            event(": scripted");
            event("data: " + chunks.role());
            pump();
        } else {
            noteFirst();
            Answers.send(ctx, Answers.json(200, chunks.whole()));
            end();
        }
    }

    private void fail(Fault now) {
        switch (now) {
            case RESET -> ProviderContext.reset(ctx.channel());
            case GARBAGE -> {
                var _ = ctx.write(head());
                event("data: {\"id\":\"chatcmpl-broken\",\"choices\":[{\"index\":0,\"delta\":");
                var _ = ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
                end();
            }
            default -> {
                Answers.send(ctx, VendorErrors.of(Stage.LLM, 500));
                end();
            }
        }
    }

    /** Sends every token that is due, then waits for the next one. */
    private void pump() {
        while (next < tokens.size()) {
            if (fault == Fault.CUT && next >= (tokens.size() + 1) / 2) {
                context.injected(Stage.LLM, fault, request.number());
                ctx.flush();
                return;
            }
            event("data: " + tokens.get(next));
            note();
            next++;
            if (next == tokens.size()) {
                break;
            }
            drawnTokensMs = context.delays.drawMs(Stage.LLM_TOKEN, request.number(), next);
            if (drawnTokensMs > 0) {
                ctx.flush();
                waiting = context.after(ctx.executor(), drawnTokensMs, this::pump);
                return;
            }
        }
        finish();
    }

    private void finish() {
        event("data: " + chunks.finish());
        if (request.includeUsage()) {
            event("data: " + chunks.usage());
        }
        event("data: [DONE]");
        var _ = ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        end();
    }

    private void note() {
        ScriptedTurn noted = turn;
        if (next == 0) {
            noteFirst();
        }
        if (noted == null) {
            return;
        }
        long nowNs = System.nanoTime();
        if (next == answer.firstSentence()) {
            noted.llmSentenceAtMs = context.epochMs(nowNs);
            noted.llmSentenceAppliedMs = (nowNs - requestNs) / 1e6;
        }
        if (next == tokens.size() - 1 && noted.llmAppliedMs != null) {
            noted.llmTokensAppliedMs = (nowNs - requestNs) / 1e6 - noted.llmAppliedMs;
        }
    }

    private void noteFirst() {
        ScriptedTurn noted = turn;
        if (noted != null) {
            long nowNs = System.nanoTime();
            noted.llmFirstTokenAtMs = context.epochMs(nowNs);
            noted.llmAppliedMs = (nowNs - requestNs) / 1e6;
        }
    }

    private HttpResponse head() {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE)
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED)
                .set("x-request-id", requestId);
        return head;
    }

    private void event(String line) {
        var _ =
                ctx.write(
                        new DefaultHttpContent(ByteBufUtil.writeUtf8(ctx.alloc(), line + "\n\n")),
                        ctx.voidPromise());
    }
}
