/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.net;

import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;

/** Text messages that are written one by one, not from a template. Stateless. */
public final class OutgoingText {

    private OutgoingText() {}

    /** Writes and flushes; a connection that is closing takes nothing. */
    public static void send(WebSocketFrames frames, String text) {
        frames.writeText(ByteBufUtil.writeUtf8(UnpooledByteBufAllocator.DEFAULT, text));
        frames.flush();
    }
}
