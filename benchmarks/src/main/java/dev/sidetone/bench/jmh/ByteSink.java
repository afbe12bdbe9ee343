/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/** Where a pipeline's socket would be: counts what is written and drops it. */
final class ByteSink extends ChannelOutboundHandlerAdapter {
    private long bytes;

    long bytes() {
        return bytes;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ByteBuf written = (ByteBuf) message;
        bytes += written.readableBytes();
        written.release();
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        // it is there already
    }
}
