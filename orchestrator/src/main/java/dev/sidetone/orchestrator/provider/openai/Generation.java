/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.provider.Message;
import dev.sidetone.orchestrator.provider.ModelEvent;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import dev.sidetone.orchestrator.provider.ToolCall;
import dev.sidetone.orchestrator.provider.net.ProviderAccess;
import dev.sidetone.orchestrator.provider.net.StageLimit;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the model, from the request to its last word, with at most one further try. A try
 * may be repeated as long as nothing of it was said: after that the caller has heard half an
 * answer, and only a failure is honest. Used once; loop's thread.
 *
 * <pre>
 * begin → Answer: head → pieces → words told as they come ─→ finished: the choice ended
 *   ↑        │ failed before the first word, once          ├→ a tool wished for: the stream ended
 *   └────────┘                                             └→ failed
 * </pre>
 */
final class Generation implements Answer.Owner {
    private static final long AGAIN_AFTER_MS = 50;
    private static final long LONGEST_WAIT_MS = 1000;
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(1);

    /** A tool's arguments come in many small pieces; the call hears of them so often. */
    private static final long WORKING_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private final OpenAiStream stream;
    private final int generation;
    private final List<Message> messages;
    private final StageLimit limit;
    private boolean triedAgain;

    /** Words or part of a tool call came: no other try may be made. */
    private boolean begun;

    private boolean spoken;

    private boolean working;
    private long toldWorkingNs;

    /** Nothing more is told. */
    private boolean over;

    Generation(OpenAiStream stream, int generation, List<Message> messages) {
        this.stream = stream;
        this.generation = generation;
        this.messages = messages;
        this.limit =
                new StageLimit(
                        stream.io().loop(), stream.setting().network().clock(), this::tooLate);
    }

    int generation() {
        return generation;
    }

    /** Asks the model. */
    void begin() {
        stream.setting().load().begun();
        OpenAiConfig config = stream.setting().config();
        // connecting, where it comes to that, has its own limit within this one
        limit.set(config.connectTimeout().plus(config.firstTokenTimeout()).toNanos());
        ask();
    }

    private void ask() {
        OpenAiStream.Setting setting = stream.setting();
        stream.connection()
                .send(
                        request(),
                        new Answer(this, setting.config().maxAnswerChars(), setting.messages()));
    }

    private FullHttpRequest request() {
        OpenAiStream.Setting setting = stream.setting();
        ProviderAccess access = setting.access();
        ByteBuf body = setting.request().body(ByteBufAllocator.DEFAULT, messages);
        FullHttpRequest request =
                new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1,
                        HttpMethod.POST,
                        access.address().path("/chat/completions"),
                        body,
                        DefaultHttpHeadersFactory.headersFactory().newHeaders(),
                        EmptyHttpHeaders.INSTANCE);
        request.headers()
                .set(HttpHeaderNames.HOST, access.address().hostHeader())
                .set(HttpHeaderNames.AUTHORIZATION, "Bearer " + access.key())
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.ACCEPT, HttpHeaderValues.TEXT_EVENT_STREAM)
                .set(HttpHeaderNames.USER_AGENT, "sidetone")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        return request;
    }

    /** Nobody wants it any more; the stream sees to the connection. */
    void abandon() {
        end();
        limit.clear();
    }

    private void end() {
        if (!over) {
            over = true;
            stream.setting().load().ended();
        }
    }

    /** Comments count: they say that the vendor still works on it. */
    @Override
    public void onBytes() {
        if (begun && !over) {
            limit.set(stream.setting().config().gapTimeout().toNanos());
        }
    }

    @Override
    public void onText(String words) {
        if (!over) {
            begun();
            spoken = true;
            stream.offer(new ModelEvent.Token(generation, words));
        }
    }

    /** From here on the limit is that between two pieces. */
    private void begun() {
        if (!begun) {
            begun = true;
            limit.set(stream.setting().config().gapTimeout().toNanos());
        }
    }

    @Override
    public void onToolPiece() {
        if (over) {
            return;
        }
        begun();
        long nowNs = stream.setting().network().clock().nanoTime();
        if (!working || nowNs - toldWorkingNs >= WORKING_NS) {
            working = true;
            toldWorkingNs = nowNs;
            stream.offer(new ModelEvent.Working(generation));
        }
    }

    @Override
    public void onCut() {
        Counters counters = stream.setting().network().counters();
        counters.increment(MediaCounter.PROVIDER_CONNECTIONS_LOST);
    }

    @Override
    public void onTooLong() {
        stream.setting().network().counters().increment(MediaCounter.LLM_ANSWERS_CUT);
        // only a closed connection makes the vendor stop
        stream.connection().cancel();
        if (!over) {
            end();
            limit.clear();
            stream.ended(this);
            tell(() ->
                    stream.offer(
                            new ModelEvent.Finished(generation, ModelEvent.Next.LISTEN, null)));
        }
    }

    @Override
    public void onUsage(ChatUsage usage) {
        Counters counters = stream.setting().network().counters();
        counters.add(MediaCounter.LLM_INPUT_TOKENS, usage.inputTokens());
        counters.add(MediaCounter.LLM_CACHED_TOKENS, usage.cachedTokens());
        counters.add(MediaCounter.LLM_OUTPUT_TOKENS, usage.outputTokens());
    }

    @Override
    public void onFinished(@Nullable BuiltInTool ending) {
        if (ending != null && !spoken) {
            onText(ending.words(stream.setting().agent()));
        }
        // telling the words may have led to their end
        if (!over) {
            settle();
            ModelEvent.Next next = ending == null ? ModelEvent.Next.LISTEN : ending.next();
            tell(() -> stream.offer(new ModelEvent.Finished(generation, next, null)));
        }
    }

    @Override
    public void onWishes(List<ToolCall> calls) {
        if (!over) {
            settle();
            tell(() -> stream.wish(generation, calls));
        }
    }

    /**
     * Tells the end. Where that throws it tells a failure: the call may wait for either. What is
     * left of the answer is drained as it would have been, by the same limit.
     */
    private void tell(Runnable end) {
        try {
            end.run();
        } catch (RuntimeException | Error fault) {
            tellFailure(stream.setting().network().ownFault(OpenAiModel.VENDOR, fault));
        }
    }

    /** What still comes is the bill and the end: soon, or the connection is given up. */
    private void settle() {
        end();
        limit.set(DRAIN_NS);
    }

    @Override
    public void onDrained() {
        limit.clear();
        stream.ended(this);
    }

    @Override
    public void onFault(ProviderFailure fault) {
        if (over) {
            onDrained();
        } else {
            fail(fault);
            stream.connection().warm();
        }
    }

    @Override
    public void onFailed(ProviderFailure failure, boolean again, long afterMs) {
        // where the answer was not read to its end nothing else can be asked there
        stream.connection().cancel();
        if (failure.kind() == Kind.MALFORMED && !again) {
            Counters counters = stream.setting().network().counters();
            counters.increment(MediaCounter.PROVIDER_MESSAGES_MALFORMED);
        }
        if (over) {
            return;
        }
        if (again && !begun && !triedAgain && afterMs < LONGEST_WAIT_MS) {
            triedAgain = true;
            stream.setting().network().counters().increment(MediaCounter.LLM_RETRIES);
            long waitMs = Math.max(AGAIN_AFTER_MS, afterMs);
            var _ = stream.io().loop().schedule(this::tryAgain, waitMs, TimeUnit.MILLISECONDS);
            return;
        }
        fail(failure);
    }

    private void tryAgain() {
        if (!over) {
            ask();
        }
    }

    private void tooLate() {
        stream.connection().cancel();
        if (over) {
            stream.ended(this);
        } else {
            String detail = begun ? "the answer stopped midway" : "no token in time";
            fail(new ProviderFailure(Kind.TIMED_OUT, OpenAiModel.VENDOR, detail));
        }
    }

    private void fail(ProviderFailure failure) {
        end();
        limit.clear();
        stream.ended(this);
        tellFailure(failure);
    }

    private void tellFailure(ProviderFailure failure) {
        stream.setting().load().failed(failure);
        stream.offer(new ModelEvent.Failed(generation, failure));
    }

    @Override
    public Set<String> takenIds() {
        return ChatMessages.callIds(messages);
    }

    @Override
    public boolean maySayNothing() {
        return !messages.isEmpty() && messages.getLast() instanceof Message.ToolAnswered;
    }
}
