/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import dev.sidetone.bench.coded.CodedPhrase;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketCloseCode;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFault;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketListener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One {@code stream-input} connection: text in, real speech out, ten times as fast as it is spoken.
 * A piece of text that completes a phrase has the phrase's codeword in front. When the client does
 * not read, audio waits. The event loop only; lives as long as the connection.
 *
 * @see <a
 *     href="https://elevenlabs.io/docs/api-reference/text-to-speech/v-1-text-to-speech-voice-id-stream-input">ElevenLabs
 *     stream-input</a>
 */
final class SpeakStream implements WebSocketListener, IdleWatched {

    private static final long PACE_NS = 40_000_000;
    private static final int LONGEST_PHRASE_CHARS = 64;
    private static final String LAST =
            "{\"audio\":null,\"isFinal\":true,\"normalizedAlignment\":null,\"alignment\":null}";

    private final ProviderContext context;
    private final Channel channel;
    private final SpeakQuery query;
    private final SpeakText text;
    private final String connection;
    private final StreamAnswers answers;
    private final @Nullable Fault ownFault;
    private final Queue<Outgoing> outgoing = new ArrayDeque<>();

    /** The end of what was spoken: a phrase may come in two pieces. */
    private String tail = "";

    private @Nullable Future<?> waiting;
    private boolean admitted;
    private boolean first = true;
    private long readyNs;
    private long lastInputNs = System.nanoTime();

    /**
     * A message of audio.
     *
     * @param clip what its next message is sent of; null for the last message, which has no audio
     * @param textNs when the text came that it begins to speak; 0 within a clip
     */
    private record Outgoing(@Nullable SpeakClip clip, long dueNs, int phrase, long textNs) {}

    private SpeakStream(
            ProviderContext context,
            Channel channel,
            SpeakQuery query,
            @Nullable Fault fault,
            boolean admitted) {
        this.context = context;
        this.channel = channel;
        this.query = query;
        this.text = new SpeakText(query.autoMode());
        this.connection = context.nextConnection(Stage.TTS);
        this.answers = new StreamAnswers(context, Stage.TTS);
        this.ownFault = fault;
        this.admitted = admitted;
    }

    static void open(
            ProviderContext context,
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            @Nullable Fault fault,
            boolean admitted) {
        if (!Upgrade.isAsked(request)) {
            Answers.send(ctx, VendorErrors.of(Stage.TTS, 400, "a WebSocket upgrade is needed"));
            return;
        }
        SpeakQuery query;
        try {
            query = SpeakQuery.parse(new QueryStringDecoder(request.uri()));
        } catch (IllegalArgumentException e) {
            Answers.send(ctx, VendorErrors.of(Stage.TTS, 400, String.valueOf(e.getMessage())));
            return;
        }
        SpeakStream stream = new SpeakStream(context, ctx.channel(), query, fault, admitted);
        stream.answers.begin(
                Upgrade.accept(ctx, request, "request-id", stream.connection, stream),
                stream,
                fault);
    }

    @Override
    public void onText(ByteBuf message) {
        lastInputNs = System.nanoTime();
        if (answers.mute()) {
            return;
        }
        JsonNode json = ChatJson.read(message.toString(StandardCharsets.UTF_8));
        if (json == null || !json.isObject()) {
            refuse("invalid_message", "a message is a JSON object");
            return;
        }
        if (!admitted && !admit(json)) {
            context.stats.count("keys refused");
            refuse("invalid_api_key", "Invalid API key");
            return;
        }
        try {
            String now = text.onMessage(json);
            if (!now.isEmpty()) {
                speak(now);
            }
        } catch (IllegalArgumentException e) {
            refuse("invalid_message", String.valueOf(e.getMessage()));
            return;
        }
        if (text.ended()) {
            outgoing.add(
                    new Outgoing(
                            null, Math.max(readyNs, lastInputNs), ProviderContext.NO_PHRASE, 0));
        }
        pump();
    }

    private boolean admit(JsonNode firstMessage) {
        for (String field : List.of("xi-api-key", "xi_api_key", "authorization")) {
            JsonNode key = firstMessage.path(field);
            if (key.isString()) {
                String value = key.asString();
                admitted = context.admits(value.startsWith("Bearer ") ? value.substring(7) : value);
                return admitted;
            }
        }
        return false;
    }

    private void speak(String piece) {
        CodedPhrase phrase = completedBy(piece);
        int number = phrase == null ? ProviderContext.NO_PHRASE : phrase.number();
        SpeakClip clip = new SpeakClip(context.voice, piece, phrase, query.format());
        double drawnMs = 0;
        if (first || phrase != null) {
            drawnMs = context.delays.drawMs(Stage.TTS, number, 0);
        }
        first = false;
        if (phrase != null) {
            ScriptedTurn turn = context.ledger.of(number);
            turn.ttsDrawnMs = drawnMs;
            turn.ttsConnection = connection;
            turn.ttsTextAtMs = context.epochMs(lastInputNs);
        }
        readyNs = Math.max(readyNs, lastInputNs + Math.round(drawnMs * 1e6));
        int messages = clip.messages();
        for (int i = 0; i < messages; i++) {
            outgoing.add(new Outgoing(clip, readyNs, number, i == 0 ? lastInputNs : 0));
            readyNs += PACE_NS;
        }
    }

    /** The phrase whose last word is in this piece. */
    private @Nullable CodedPhrase completedBy(String piece) {
        int before = CodedPhrase.findAll(tail).size();
        tail += piece;
        List<CodedPhrase> found = CodedPhrase.findAll(tail);
        if (found.size() > before) {
            tail = "";
            return found.get(before);
        }
        if (tail.length() > LONGEST_PHRASE_CHARS) {
            int cut = tail.indexOf(' ', tail.length() - LONGEST_PHRASE_CHARS);
            tail = cut < 0 ? "" : tail.substring(cut);
        }
        return null;
    }

    /** Sends what is due while the client reads, then waits for the next. */
    private void pump() {
        Future<?> timer = waiting;
        if (timer != null && !timer.isDone()) {
            return;
        }
        while (!answers.mute() && !outgoing.isEmpty() && channel.isWritable()) {
            Outgoing next = outgoing.element();
            if (next.dueNs > System.nanoTime()) {
                waiting = context.at(channel.eventLoop(), next.dueNs, this::onDue);
                return;
            }
            outgoing.remove();
            send(next);
        }
    }

    private void onDue() {
        waiting = null;
        pump();
    }

    private void send(Outgoing next) {
        SpeakClip clip = next.clip;
        if (clip == null) {
            answers.say(LAST);
            answers.close(WebSocketCloseCode.NORMAL, "");
            return;
        }
        Fault fault = context.fault(Stage.TTS, ownFault, next.phrase);
        boolean now = fault != null && (fault != Fault.CUT || next.textNs == 0);
        if (fault != null && now) {
            context.injected(Stage.TTS, fault, next.phrase);
            fail(fault);
            return;
        }
        answers.say(clip.next(channel.alloc()));
        if (next.textNs != 0 && next.phrase >= 0) {
            long sentNs = System.nanoTime();
            ScriptedTurn turn = context.ledger.of(next.phrase);
            turn.ttsAppliedMs = (sentNs - next.textNs) / 1e6;
            turn.ttsFirstAudioAtMs = context.epochMs(sentNs);
        }
    }

    private void fail(Fault fault) {
        switch (fault) {
            case RESET -> ProviderContext.reset(channel);
            case GARBAGE -> {
                answers.say("{\"audio\":\"@@ this is no base64 @@\",\"isFinal\":null}");
                answers.close(WebSocketCloseCode.NORMAL, "");
            }
            case CLOSE -> answers.close(WebSocketCloseCode.INTERNAL_ERROR, "internal error");
            default -> answers.fallSilent();
        }
    }

    private void refuse(String error, String detail) {
        answers.say(
                ChatJson.object(
                        Map.of(
                                "message", detail,
                                "error", error,
                                "code", WebSocketCloseCode.POLICY_VIOLATION)));
        answers.close(WebSocketCloseCode.POLICY_VIOLATION, detail);
    }

    @Override
    public void onSecond(long nowNs) {
        if (nowNs - lastInputNs >= query.inactivityMs() * 1_000_000L
                && !answers.mute()
                && outgoing.isEmpty()) {
            context.stats.count("idle voices closed");
            refuse(
                    "input_timeout_exceeded",
                    "Have not received a new text input within the timeout of "
                            + query.inactivityMs() / 1000
                            + " seconds. Streaming input terminated.");
        }
    }

    @Override
    public void onBinary(ByteBuf message) {
        refuse("invalid_message", "a message is JSON text");
    }

    @Override
    public void onWritability(boolean writable) {
        if (writable) {
            pump();
        }
    }

    @Override
    public void onClosing(int statusCode) {
        answers.fallSilent();
    }

    @Override
    public void onViolation(WebSocketFault fault) {
        answers.onViolation(fault);
    }

    @Override
    public void onGone() {
        outgoing.clear();
        Future<?> timer = waiting;
        if (timer != null) {
            timer.cancel(false);
        }
        answers.end(this);
    }
}
