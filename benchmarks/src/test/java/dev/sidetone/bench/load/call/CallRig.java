/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import dev.sidetone.bench.caller.CallSids;
import dev.sidetone.bench.caller.StreamTarget;
import dev.sidetone.bench.net.ClientSockets;
import dev.sidetone.bench.net.HttpExchange;
import dev.sidetone.bench.webhook.InboundCall;
import dev.sidetone.orchestrator.provider.net.websocket.FrameArena;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** What one call of a load needs, over a connection without a socket. */
abstract class CallRig {
    private static final URI MEDIA = URI.create("ws://127.0.0.1:1/");

    final LoadTally tally = new LoadTally();
    final InboundCall inbound = new InboundCall(MEDIA, null, null, CallSids.fresh());
    final EmbeddedChannel channel = new EmbeddedChannel();
    private final ManualIoEventLoop loop =
            new ManualIoEventLoop(Thread.currentThread(), NioIoHandler.newFactory());
    private final FrameArena arena = new FrameArena();
    final LoopParts parts =
            new LoopParts(
                    new ClientSockets(loop, 1000),
                    arena,
                    new DueHeap(),
                    tally,
                    new WireText(),
                    new LoopParts.Scratch(),
                    new SplittableRandom(1),
                    _ -> {});

    /** The call got as far as its upgrade. */
    final void upgrade(CallOpening.Outcome call) {
        new HttpExchange(HttpExchange.request(HttpMethod.GET, MEDIA, ""), new NoAnswer())
                .addTo(channel.pipeline());
        call.onUpgraded(
                channel.pipeline().context(HttpExchange.class),
                new StreamTarget(MEDIA, Map.of(), Map.of()));
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        arena.close();
        var _ = loop.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
        for (int i = 0; i < 1000 && !loop.isTerminated(); i++) {
            loop.runNow();
        }
    }

    private static final class NoAnswer implements HttpExchange.Answer {
        @Override
        public void onResponse(ChannelHandlerContext ctx, FullHttpResponse response) {}

        @Override
        public void onFailure(String why) {}
    }
}
