/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.net.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Memory of one event loop in which connections put together what they send in one cycle, so that a
 * frame needs no buffer of its own and none of Netty's account of it. Its loop only; whoever owns
 * the loop has every connection flushed and then says that the {@link #endOfCycle cycle is over}.
 * When full: connections take buffers of their own.
 */
public final class FrameArena implements AutoCloseable {
    /** A thousand frames of 20 ms. */
    private static final int BYTES = 256 * 1024;

    /** Null until the first frame. */
    private @Nullable ByteBuf memory;

    private long cycle;

    /** What was put here is sent, or was its connection's to lose. */
    public void endOfCycle() {
        if (memory != null && memory.isReadable()) {
            memory.clear();
            cycle++;
        }
    }

    /** The memory, written so far in this cycle. */
    ByteBuf memory() {
        ByteBuf present = memory;
        if (present == null) {
            present = Unpooled.directBuffer(BYTES, BYTES);
            memory = present;
        }
        return present;
    }

    long cycle() {
        return cycle;
    }

    @Override
    public void close() {
        if (memory != null) {
            memory.release();
            memory = null;
        }
    }
}
