/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A chunked answer on one connection. Any thread; the loop writes. When full: holds one piece, from
 * the offer until the socket took all of it, and refuses the next one.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes its channel, which tells
final class HttpEventStream implements EventStream {
    private final Channel channel;
    private final AtomicBoolean leaving = new AtomicBoolean();

    HttpEventStream(Channel channel) {
        this.channel = channel;
    }

    @Override
    public boolean offer(byte[] piece) {
        return channel.isActive()
                && leaving.compareAndSet(false, true)
                && onLoop(() ->
                        channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(piece)))
                                .addListener(sent -> leaving.set(false)));
    }

    @Override
    public void end() {
        onLoop(() ->
                channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                        .addListener(ChannelFutureListener.CLOSE));
    }

    @Override
    public void drop() {
        onLoop(channel::close);
    }

    @Override
    public boolean isOpen() {
        return channel.isActive();
    }

    private boolean onLoop(Runnable task) {
        try {
            channel.eventLoop().execute(task);
            return true;
        } catch (RejectedExecutionException over) {
            return false;
        }
    }
}
