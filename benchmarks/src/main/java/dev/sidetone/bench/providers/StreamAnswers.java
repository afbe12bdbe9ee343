/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import dev.sidetone.bench.net.OutgoingText;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFault;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What one scripted stream answers, until it closes or a fault makes it mute; counts the stream
 * while it is open. The event loop only; lives as long as the connection.
 */
final class StreamAnswers {

    private final ProviderContext context;
    private final Stage stage;
    private @Nullable WebSocketFrames frames;
    private boolean mute;

    StreamAnswers(ProviderContext context, Stage stage) {
        this.context = context;
        this.stage = stage;
    }

    /** The stream is open. */
    void begin(WebSocketFrames opened, IdleWatched stream, @Nullable Fault fault) {
        frames = opened;
        context.stats.onOpened(stage);
        context.watch(stream);
        if (fault == Fault.STALL) {
            context.injected(stage, fault, ProviderContext.NO_PHRASE);
            fallSilent();
        }
    }

    /** Whether nothing is said any more. */
    boolean mute() {
        return mute;
    }

    void fallSilent() {
        mute = true;
    }

    void say(String text) {
        WebSocketFrames out = frames;
        if (out != null && !mute) {
            OutgoingText.send(out, text);
        }
    }

    /** The same of a message that is written already; it is released, whatever becomes of it. */
    void say(ByteBuf message) {
        WebSocketFrames out = frames;
        if (out == null || mute) {
            message.release();
        } else {
            out.writeText(message);
            out.flush();
        }
    }

    void close(int code, String reason) {
        WebSocketFrames out = frames;
        fallSilent();
        if (out != null) {
            out.close(code, reason);
        }
    }

    void onViolation(WebSocketFault fault) {
        context.stats.count("protocol violations");
        close(fault.closeCode(), fault.detail());
    }

    /** The connection is gone. */
    void end(IdleWatched stream) {
        fallSilent();
        context.unwatch(stream);
        context.stats.onClosed(stage);
    }
}
