/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import dev.sidetone.orchestrator.provider.net.websocket.WebSocketCloseCode;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFault;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketListener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One {@code /v1/listen} connection. Finals wait for the delay drawn for their phrase, and whatever
 * is due later waits behind them. The event loop only; lives as long as the connection.
 *
 * @see <a href="https://developers.deepgram.com/reference/speech-to-text/listen-streaming">Deepgram
 *     live audio</a>
 */
final class ListenStream implements WebSocketListener, ListenTurns.Output, IdleWatched {

    private static final long IDLE_NS = 10_000_000_000L;
    private static final String IDLE_REASON =
            "Deepgram did not receive audio data or a text message within the timeout window. NET-0001";

    private final ProviderContext context;
    private final EventLoop loop;
    private final Channel channel;
    private final String connection;
    private final String requestId = UUID.randomUUID().toString();
    private final ListenTurns turns;
    private final PcmInput input;
    private final StreamAnswers answers;
    private final @Nullable Fault ownFault;
    private long lastInputNs = System.nanoTime();
    private final Queue<Runnable> due = new ArrayDeque<>();
    private long lastDueNs;
    private boolean closing;

    private ListenStream(
            ProviderContext context,
            ChannelHandlerContext ctx,
            ListenQuery query,
            @Nullable Fault fault) {
        this.context = context;
        this.loop = ctx.channel().eventLoop();
        this.channel = ctx.channel();
        this.connection = context.nextConnection(Stage.STT);
        this.turns = new ListenTurns(query, this);
        this.input = new PcmInput(query);
        this.answers = new StreamAnswers(context, Stage.STT);
        this.ownFault = fault;
    }

    static void open(
            ProviderContext context,
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            @Nullable Fault fault) {
        ListenQuery query;
        try {
            if (!Upgrade.isAsked(request)) {
                throw new IllegalArgumentException("a WebSocket upgrade is needed");
            }
            query = ListenQuery.parse(new QueryStringDecoder(request.uri()));
        } catch (IllegalArgumentException e) {
            Answers.send(ctx, VendorErrors.of(Stage.STT, 400, String.valueOf(e.getMessage())));
            return;
        }
        ListenStream stream = new ListenStream(context, ctx, query, fault);
        stream.answers.begin(
                Upgrade.accept(ctx, request, "dg-request-id", stream.requestId, stream),
                stream,
                fault);
    }

    @Override
    public void onBinary(ByteBuf message) {
        lastInputNs = System.nanoTime();
        if (closing) {
            return;
        }
        if (!message.isReadable()) {
            closeStream();
            return;
        }
        input.read(message, turns);
    }

    @Override
    public void onText(ByteBuf message) {
        lastInputNs = System.nanoTime();
        JsonNode json = ChatJson.read(message.toString(StandardCharsets.UTF_8));
        String type = json == null ? "" : json.path("type").asString("");
        switch (type) {
            case "KeepAlive" -> context.stats.count("keep-alives");
            case "Finalize" -> turns.finish();
            case "CloseStream" -> closeStream();
            default -> {
                context.stats.count("control messages not understood");
                answers.say(
                        "{\"type\":\"Error\",\"description\":\"unknown message type\",\"variant\":\"DATA-0000\"}");
            }
        }
    }

    private void closeStream() {
        if (closing) {
            return;
        }
        turns.end();
        closing = true;
        atTurn(
                0,
                () -> {
                    double nowMs = context.epochMs(System.nanoTime());
                    answers.say(ListenJson.metadata(requestId, nowMs, turns.streamMs()));
                    if (!answers.mute()) {
                        answers.close(WebSocketCloseCode.NORMAL, "");
                    }
                });
    }

    @Override
    public void speechStarted(long atMs) {
        atTurn(0, () -> answers.say(ListenJson.speechStarted(atMs)));
    }

    @Override
    public void heard(int phrase) {
        ScriptedTurn turn = context.ledger.begin(phrase);
        turn.sttConnection = connection;
        turn.codewordAtMs = context.epochMs(System.nanoTime());
        context.stats.count("phrases heard");
    }

    @Override
    public void damaged(String what) {
        context.stats.count(what);
    }

    @Override
    public void utteranceEnd(long lastWordEndMs) {
        atTurn(0, () -> answers.say(ListenJson.utteranceEnd(lastWordEndMs)));
    }

    @Override
    public void results(ListenTurns.Results results) {
        long nowNs = System.nanoTime();
        boolean told = results.isFinal() && results.phrase() >= 0;
        if (results.isNothing()) {
            // not a result that a fault stands for
            atTurn(0, () -> answers.say(ListenJson.results(results, requestId)));
            return;
        }
        if (!told) {
            atTurn(0, () -> answer(results));
            return;
        }
        double drawnMs = context.delays.drawMs(Stage.STT, results.phrase(), 0);
        ScriptedTurn turn = context.ledger.of(results.phrase());
        turn.sttDrawnMs = drawnMs;
        turn.speechEndAtMs = context.epochMs(nowNs) - (turns.streamMs() - turns.lastSpeechMs());
        atTurn(
                drawnMs,
                () -> {
                    long sentNs = System.nanoTime();
                    turn.sttAppliedMs = (sentNs - nowNs) / 1e6;
                    turn.sttFinalAtMs = context.epochMs(sentNs);
                    answer(results);
                });
    }

    private void answer(ListenTurns.Results results) {
        if (answers.mute()) {
            return;
        }
        Fault fault = context.fault(Stage.STT, ownFault, results.phrase());
        if (fault == null || (fault == Fault.CUT && !results.isFinal())) {
            answers.say(ListenJson.results(results, requestId));
            return;
        }
        context.injected(Stage.STT, fault, results.phrase());
        switch (fault) {
            case RESET -> ProviderContext.reset(channel);
            case GARBAGE -> {
                answers.say(
                        "{\"type\":\"Results\",\"channel\":{\"alternatives\":[{\"transcript\":");
                answers.close(WebSocketCloseCode.NORMAL, "");
            }
            case CLOSE -> answers.close(WebSocketCloseCode.INTERNAL_ERROR, "NET-0000");
            default -> answers.fallSilent();
        }
    }

    /** After a delay and behind everything that was due before. */
    private void atTurn(double delayMs, Runnable task) {
        long nowNs = System.nanoTime();
        long dueNs = nowNs + Math.round(delayMs * 1e6);
        if (dueNs <= nowNs && due.isEmpty()) {
            task.run();
            return;
        }
        lastDueNs = Math.max(lastDueNs, dueNs);
        due.add(task);
        // Timers of one instant may fire in any order: each runs what waits longest.
        var _ = context.at(loop, lastDueNs, () -> due.remove().run());
    }

    @Override
    public void onSecond(long nowNs) {
        if (nowNs - lastInputNs >= IDLE_NS && !answers.mute()) {
            context.stats.count("idle recognisers closed");
            answers.close(WebSocketCloseCode.INTERNAL_ERROR, IDLE_REASON);
        }
    }

    @Override
    public void onClosing(int statusCode) {
        closing = true;
    }

    @Override
    public void onViolation(WebSocketFault fault) {
        answers.onViolation(fault);
    }

    @Override
    public void onGone() {
        answers.end(this);
    }
}
