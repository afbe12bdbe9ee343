/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.CharsetUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what a connection tells; closes on a violation, as owners do. */
final class Recorded implements WebSocketListener {
    final List<String> events = new ArrayList<>();
    @Nullable WebSocketFrames frames;
    boolean throwsWhenGone;
    @Nullable Runnable onText;

    @Override
    public void onText(ByteBuf message) {
        events.add("text " + message.toString(CharsetUtil.UTF_8));
        if (onText != null) {
            onText.run();
        }
        // a listener may read by index or by moving it
        message.skipBytes(message.readableBytes() / 2);
    }

    @Override
    public void onBinary(ByteBuf message) {
        events.add("binary " + ByteBufUtil.hexDump(message));
    }

    @Override
    public void onPong(ByteBuf payload) {
        events.add("pong " + ByteBufUtil.hexDump(payload));
    }

    @Override
    public void onCloseReason(ByteBuf utf8) {
        events.add("reason " + utf8.toString(CharsetUtil.UTF_8));
    }

    @Override
    public void onClosing(int statusCode) {
        events.add("closing " + statusCode);
    }

    @Override
    public void onViolation(WebSocketFault fault) {
        events.add("violation " + fault.closeCode() + " " + fault.detail());
        if (frames != null) {
            frames.close(fault.closeCode(), fault.detail());
        }
    }

    @Override
    public void onWritability(boolean writable) {
        events.add("writable " + writable);
    }

    @Override
    public boolean onFailure(Throwable cause) {
        events.add("failure " + cause.getMessage());
        return false;
    }

    @Override
    public void onGone() {
        events.add("gone");
        if (throwsWhenGone) {
            throw new IllegalStateException("of onGone");
        }
    }
}
