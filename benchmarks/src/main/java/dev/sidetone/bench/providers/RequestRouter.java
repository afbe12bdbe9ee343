/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a connection's HTTP requests: a page is answered here, a chat completion is handed to its
 * {@link ChatStream}, an upgrade hands the connection to the stream that speaks the vendor's
 * protocol. Faults that belong to a request happen here. One connection, the event loop only.
 */
final class RequestRouter extends SimpleChannelInboundHandler<FullHttpRequest> {

    /** Names a fault for this request alone. */
    static final String FAULT_HEADER = "x-sidetone-fault";

    private static final String FAULT_QUERY = "fault";
    private static final Pattern CHAT = Pattern.compile("(/v1)?/chat/completions");
    private static final Pattern MODELS = Pattern.compile("(/v1)?/models");
    private static final Pattern SPEAK = Pattern.compile("/v1/text-to-speech/[^/]+/stream-input");

    private final ProviderContext context;
    private @Nullable ChatStream answering;

    RequestRouter(ProviderContext context) {
        this.context = context;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        ChatStream busy = answering;
        if (!request.decoderResult().isSuccess() || (busy != null && !busy.ended())) {
            // Nobody pipelines completions; who does gets no answer out of order.
            var _ = ctx.close();
            return;
        }
        QueryStringDecoder query = new QueryStringDecoder(request.uri());
        Stage stage = stage(request, query.path());
        if (stage == null) {
            page(ctx, request, query);
            return;
        }
        Fault fault;
        try {
            fault = fault(stage, request, query);
        } catch (IllegalArgumentException e) {
            Answers.send(ctx, Answers.text(400, String.valueOf(e.getMessage())));
            return;
        }
        if (fault == Fault.SLOW) {
            context.injected(stage, fault, ProviderContext.NO_PHRASE);
            request.retain();
            var _ =
                    context.after(
                            ctx.executor(),
                            Fault.SLOW_MS,
                            () -> {
                                try {
                                    if (ctx.channel().isActive()) {
                                        serve(ctx, request, stage, null);
                                    }
                                } finally {
                                    request.release();
                                }
                            });
            return;
        }
        serve(ctx, request, stage, fault);
    }

    private void serve(
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            Stage stage,
            @Nullable Fault fault) {
        if (fault == Fault.UNAUTHORIZED || fault == Fault.TOO_MANY) {
            context.injected(stage, fault, ProviderContext.NO_PHRASE);
            Answers.send(ctx, VendorErrors.of(stage, fault == Fault.TOO_MANY ? 429 : 401));
            return;
        }
        String key = VendorErrors.key(stage, request.headers());
        boolean later = stage == Stage.TTS && key == null;
        if (!later && !context.admits(key)) {
            context.stats.count("keys refused");
            Answers.send(ctx, VendorErrors.of(stage, 401));
            return;
        }
        switch (stage) {
            case STT -> ListenStream.open(context, ctx, request, fault);
            case TTS -> SpeakStream.open(context, ctx, request, fault, !later);
            default -> answering = ChatStream.answer(context, ctx, request, fault);
        }
    }

    private static @Nullable Stage stage(FullHttpRequest request, String path) {
        if (path.equals("/v1/listen")) {
            return Stage.STT;
        }
        if (SPEAK.matcher(path).matches()) {
            return Stage.TTS;
        }
        boolean chat = HttpMethod.POST.equals(request.method()) && CHAT.matcher(path).matches();
        return chat ? Stage.LLM : null;
    }

    private @Nullable Fault fault(Stage stage, FullHttpRequest request, QueryStringDecoder query) {
        Fault drawn = context.faults.next(stage);
        String header = request.headers().get(FAULT_HEADER);
        List<String> parameter = query.parameters().getOrDefault(FAULT_QUERY, List.of());
        if (header != null || !parameter.isEmpty()) {
            return Fault.of(header != null ? header : parameter.getFirst());
        }
        return drawn;
    }

    private void page(
            ChannelHandlerContext ctx, FullHttpRequest request, QueryStringDecoder query) {
        String path = query.path();
        if (!HttpMethod.GET.equals(request.method())) {
            Answers.send(ctx, Answers.text(405, "GET, or one of the vendors' requests"));
        } else if (path.equals("/turns")) {
            long from = 0;
            try {
                from =
                        Long.parseLong(
                                query.parameters().getOrDefault("from", List.of("0")).getFirst());
            } catch (NumberFormatException _) {
                Answers.send(ctx, Answers.text(400, "from is the number of a turn"));
                return;
            }
            Answers.send(ctx, Answers.of(200, "application/x-ndjson", context.ledger.ndjson(from)));
        } else if (path.equals("/stats")) {
            String stats = context.stats.json(context.ledger.count());
            Answers.send(ctx, Answers.of(200, "application/json", stats));
        } else if (path.equals("/healthz")) {
            Answers.send(ctx, Answers.text(200, "ok"));
        } else if (MODELS.matcher(path).matches()) {
            boolean admitted = context.admits(VendorErrors.key(Stage.LLM, request.headers()));
            Answers.send(ctx, admitted ? ChatJson.models() : VendorErrors.of(Stage.LLM, 401));
        } else {
            Answers.send(ctx, Answers.text(404, "no such path"));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ChatStream busy = answering;
        if (busy != null) {
            busy.gone();
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            context.stats.count("failures");
        }
        var _ = ctx.close();
    }
}
