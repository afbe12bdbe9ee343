/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.load.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.bench.caller.CallSids;
import dev.sidetone.bench.caller.StreamTarget;
import dev.sidetone.bench.net.ClientSockets;
import dev.sidetone.bench.net.HttpExchange;
import dev.sidetone.bench.webhook.InboundCall;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class LoadCallTest {

    private static final URI MEDIA = URI.create("ws://127.0.0.1:1/");

    private final LoadTally tally = new LoadTally();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ManualIoEventLoop loop =
            new ManualIoEventLoop(Thread.currentThread(), NioIoHandler.newFactory());
    private final InboundCall inbound = new InboundCall(MEDIA, null, null, CallSids.fresh());
    private final LoadCall call =
            new LoadCall(
                    new LoopParts(
                            new ClientSockets(loop, 1000),
                            new DueHeap(),
                            tally,
                            new WireText(),
                            new LoopParts.Scratch(),
                            new SplittableRandom(1),
                            _ -> {}),
                    inbound,
                    new EchoCaller(1, new NumberedFrames(1), tally),
                    System.nanoTime(),
                    DueEntry.NEVER);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        var _ = loop.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
        for (int i = 0; i < 1000 && !loop.isTerminated(); i++) {
            loop.runNow();
        }
    }

    private long sentAfterMs(long ms) {
        call.onDue(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms));
        return tally.snapshot(0).frames().sent();
    }

    private void open() {
        HttpExchange http =
                new HttpExchange(
                        new DefaultFullHttpRequest(
                                HttpVersion.HTTP_1_1, HttpMethod.GET, "/", Unpooled.EMPTY_BUFFER),
                        new NoAnswer());
        http.addTo(channel.pipeline());
        call.onUpgraded(
                channel.pipeline().context(HttpExchange.class),
                new StreamTarget(MEDIA, Map.of(), Map.of()));
    }

    private LoadSnapshot.Frames afterHearing(String text) {
        call.onText(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        return tally.snapshot(0).frames();
    }

    private static String media(String streamSid) {
        return "{\"event\":\"media\",\"streamSid\":\"%s\",\"media\":{\"payload\":\"%s\"}}"
                .formatted(streamSid, "/".repeat(216));
    }

    @Test
    void shouldTellMessagesOfAnotherStreamFromThoseOfNoProtocol() {
        open();
        String own = inbound.sids().stream();
        assertThat(afterHearing(media(own)).messages()).isEqualTo(1);
        // of a length and shape that are known by now
        assertThat(afterHearing(media(own)).messages()).isEqualTo(2);
        LoadSnapshot.Frames anothers = afterHearing(media(CallSids.fresh().stream()));
        assertThat(anothers.messages()).as("nothing of it is heard").isEqualTo(2);
        assertThat(anothers.otherStream()).isEqualTo(1);
        assertThat(anothers.warnings()).isZero();
        LoadSnapshot.Frames unknown =
                afterHearing("{\"event\":\"sing\",\"streamSid\":\"" + own + "\"}");
        assertThat(unknown.otherStream()).isEqualTo(1);
        assertThat(unknown.warnings()).isEqualTo(1);
        call.onBinary(Unpooled.EMPTY_BUFFER);
        assertThat(tally.snapshot(0).frames().warnings()).isEqualTo(2);
    }

    @Test
    void shouldCountNoFrameAsSentThatTheSocketDidNotTake() {
        open();
        long sent = sentAfterMs(100);
        assertThat(sent).isGreaterThan(2);
        channel.pipeline().get(WebSocketFrames.class).close(1000, "");
        assertThat(sentAfterMs(400)).isEqualTo(sent);
    }

    private static final class NoAnswer implements HttpExchange.Answer {
        @Override
        public void onResponse(ChannelHandlerContext ctx, FullHttpResponse response) {}

        @Override
        public void onFailure(String why) {}
    }
}
