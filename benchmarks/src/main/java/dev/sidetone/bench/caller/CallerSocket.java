/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.caller;

import dev.sidetone.bench.net.HttpExchange;
import dev.sidetone.bench.net.OutgoingText;
import dev.sidetone.bench.net.SocketUpgrade;
import dev.sidetone.bench.script.CallerScript;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketCloseCode;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFault;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketListener;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketRole;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connects one simulated caller to a server's media socket. Lives on the caller's loop from the
 * connect on.
 */
public final class CallerSocket implements CallerWire, SocketUpgrade.Outcome, WebSocketListener {

    private static final int LONGEST_MESSAGE = 1 << 20;
    private static final int FRAME_MS = 20;

    private final CallerLoop loop;
    private final CallSids sids;
    private final StreamTarget target;
    private final TwilioMessages messages;
    private final SimulatedCaller caller;
    private @Nullable WebSocketFrames frames;
    private int closeCode = -1;
    private String closeReason = "";

    private CallerSocket(CallerLoop loop, CallSids sids, StreamTarget target, Call call) {
        this.loop = loop;
        this.sids = sids;
        this.target = target;
        this.messages = new TwilioMessages(sids.stream(), sids.call(), sids.account());
        this.caller = new SimulatedCaller(sids.call(), call, this, loop.latenessUs());
    }

    /**
     * What a call does, and who hears of it.
     *
     * @param playoutDepthMs how long an idle carrier holds the first audio back
     * @param echoes whether the agent returns what it hears, so that it can be compared
     * @param listener told on the loop's thread
     * @param words what the agent says, for scripts that depend on it
     */
    public record Call(
            CallerScript script,
            int playoutDepthMs,
            boolean echoes,
            Consumer<CallProgress> listener,
            AgentWords words) {}

    /**
     * Makes a call. Everything happens on the loop.
     *
     * @return the call; its result completes when it is over, whatever happens
     */
    public static SimulatedCaller connect(
            CallerLoop loop, CallSids sids, StreamTarget target, Call call) {
        CallerSocket socket = new CallerSocket(loop, sids, target, call);
        loop.execute(
                () -> SocketUpgrade.begin(loop.sockets(), target.uri(), target.headers(), socket));
        return socket.caller;
    }

    private void fail(String reason) {
        caller.onFailure(reason, System.nanoTime());
    }

    @Override
    public void onUpgraded(ChannelHandlerContext http) {
        WebSocketFrames opened = new WebSocketFrames(WebSocketRole.CLIENT, LONGEST_MESSAGE, this);
        frames = opened;
        HttpExchange.handOver(http, opened);
        caller.onOpen(System.nanoTime());
        loop.reschedule(caller);
    }

    @Override
    public void onRefused(HttpResponseStatus status) {
        fail("the server refused the media socket: " + status);
    }

    @Override
    public void onFailed(String why) {
        fail(why);
    }

    @Override
    public void onText(ByteBuf text) {
        long nowNs = System.nanoTime();
        ServerMessage message =
                ServerMessage.read(text.toString(StandardCharsets.UTF_8), sids.stream());
        switch (message) {
            case ServerMessage.Media media -> caller.onMedia(media.mulaw(), nowNs);
            case ServerMessage.Mark mark -> caller.onMark(mark.name(), nowNs);
            case ServerMessage.Clear _ -> caller.onClear(nowNs);
            case ServerMessage.Foreign _, ServerMessage.OtherStream _ -> caller.onWarning();
        }
        if (message instanceof ServerMessage.Mark) {
            loop.reschedule(caller);
        }
    }

    @Override
    public void onBinary(ByteBuf message) {
        caller.onWarning();
    }

    @Override
    public void onCloseReason(ByteBuf utf8) {
        closeReason = utf8.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void onClosing(int statusCode) {
        closeCode = statusCode;
    }

    @Override
    public void onViolation(WebSocketFault fault) {
        fail("the media socket failed: " + fault.detail());
        close(fault.closeCode(), fault.detail());
    }

    @Override
    public boolean onFailure(Throwable cause) {
        fail("the media socket failed: " + cause.getMessage());
        return false;
    }

    @Override
    public void onGone() {
        String how =
                closeCode < 0
                        ? "connection lost"
                        : "close " + closeCode + (closeReason.isEmpty() ? "" : " " + closeReason);
        caller.onClosed(closeCode == WebSocketCloseCode.NORMAL, how, System.nanoTime());
    }

    @Override
    public void open() {
        write(messages.connected());
        write(messages.start(target.parameters()));
    }

    @Override
    public void media(long frame, byte[] mulaw) {
        write(messages.media(frame + 1, frame * FRAME_MS, mulaw));
    }

    @Override
    public void key(char key) {
        write(messages.dtmf(key));
    }

    @Override
    public void mark(String name) {
        write(messages.mark(name));
    }

    @Override
    public void hangUp() {
        write(messages.stop());
        close(WebSocketCloseCode.NORMAL, "");
    }

    private void close(int code, String reason) {
        WebSocketFrames open = frames;
        if (open != null) {
            open.close(code, reason);
        }
    }

    private void write(String text) {
        WebSocketFrames open = frames;
        if (open != null) {
            OutgoingText.send(open, text);
        }
    }
}
