/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.media.worker.ManualClock;
import dev.sidetone.media.worker.WorkerConfig;
import dev.sidetone.media.worker.WorkerGroup;
import dev.sidetone.orchestrator.journal.CallEvent;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
import dev.sidetone.server.call.AgentRoster;
import dev.sidetone.server.call.CallAdmission;
import dev.sidetone.server.call.CallDirectory;
import dev.sidetone.server.call.CallOpener;
import dev.sidetone.server.carrier.CallToken;
import dev.sidetone.server.io.EventLoopWorker;
import dev.sidetone.server.io.IoTransport;
import dev.sidetone.server.io.WaitMode;
import dev.sidetone.server.io.WorkerEventLoopGroup;
import dev.sidetone.server.metrics.EndingCounters;
import dev.sidetone.server.testing.EchoOnly;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.CharsetUtil;
import io.netty.util.ReferenceCountUtil;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A media socket without a socket: messages in, frames out, a worker that steps, time that waits.
 */
final class TwilioRig implements AutoCloseable {
    private static final int MAX_MESSAGE = 65_536;

    final SharedCounters counters = new SharedCounters();
    final EndingCounters endings = new EndingCounters();
    final List<CallEvent> events = new ArrayList<>();
    final List<Throwable> faults = new ArrayList<>();
    final EmbeddedChannel channel;
    final TwilioStation station;
    final WebSocketFrames frames;
    private final EmbeddedChannel carrier =
            new EmbeddedChannel(
                    new WebSocket13FrameDecoder(
                            WebSocketDecoderConfig.newBuilder().expectMaskedFrames(false).build()),
                    new WebSocket13FrameEncoder(true));
    final EventLoopWorker io =
            new WorkerEventLoopGroup(1, IoTransport.NIO, WaitMode.DENSITY).worker(0);
    private final ManualClock clock = new ManualClock(0);
    private final WorkerGroup workers =
            WorkerGroup.invoker(WorkerConfig.defaults().withInboxSlots(64), clock, faults::add);
    private final EchoOnly calls = new EchoOnly(10);

    TwilioRig(Duration startTimeout, Duration mediaTimeout, Duration mediaGap) {
        AgentRoster agents = calls.agents();
        Clock wall = Clock.systemUTC();
        CallOpener opener =
                new CallOpener(
                        agents,
                        new CallAdmission(10, 0, counters),
                        new CallDirectory(0),
                        calls.factory(event -> {
                            events.add(event);
                            return OfferResult.ACCEPTED;
                        }),
                        event -> OfferResult.ACCEPTED,
                        counters,
                        new CallOpener.Clocks(wall, wall));
        StreamGate gate = new StreamGate(agents, CallToken.ofThisProcess(0), false, counters, wall);
        TwilioSettings settings =
                new TwilioSettings(
                        false, 200, startTimeout, mediaTimeout, mediaGap, Duration.ofSeconds(1));
        workers.start();
        io.onStart();
        channel = new EmbeddedChannel();
        channel.freezeTime();
        station =
                new TwilioStation(
                        io,
                        workers.worker(0),
                        new TwilioStation.Shared(opener, gate, settings, counters, endings));
        frames = TwilioMediaHandler.open(station, channel, MAX_MESSAGE);
        channel.pipeline().addLast(frames);
    }

    /** A message from Twilio, handled by the call as well. */
    void receive(String message) {
        receive(new TextWebSocketFrame(Unpooled.copiedBuffer(message, CharsetUtil.UTF_8)));
    }

    /** A message that the call does not come to handle yet. */
    void arrive(String message) {
        arrive(new TextWebSocketFrame(Unpooled.copiedBuffer(message, CharsetUtil.UTF_8)));
    }

    void receive(WebSocketFrame frame) {
        arrive(frame);
        cycle();
    }

    /** Bytes from the wire, whatever they are. */
    void arrive(byte[] wire) {
        channel.writeInbound(Unpooled.copiedBuffer(wire));
    }

    /** Encoded by Netty's codec, which is not ours. */
    private void arrive(WebSocketFrame frame) {
        carrier.writeOutbound(frame);
        for (Object bytes = carrier.readOutbound(); bytes != null; bytes = carrier.readOutbound()) {
            channel.writeInbound(bytes);
        }
    }

    /** Time passes for sockets and calls. */
    void advance(Duration time) {
        clock.advanceMs(time.toMillis());
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        cycle();
    }

    /** Time passes, and nothing is done in it. */
    void standStill(Duration time) {
        clock.advanceMs(time.toMillis());
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    void cycle() {
        clock.advanceMs(1);
        workers.doWork();
        io.flush();
        channel.runPendingTasks();
    }

    /** What was sent since it was asked last: texts as they are, a close as code and reason. */
    List<String> sent() {
        List<String> sent = new ArrayList<>();
        for (Object bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            carrier.writeInbound(bytes);
        }
        for (Object frame = carrier.readInbound(); frame != null; frame = carrier.readInbound()) {
            sent.add(
                    switch (frame) {
                        case TextWebSocketFrame text -> text.text();
                        case CloseWebSocketFrame close ->
                                close.statusCode() + " " + close.reasonText();
                        default -> frame.getClass().getSimpleName();
                    });
            ReferenceCountUtil.release(frame);
        }
        return sent;
    }

    long count(MediaCounter counter) {
        return counters.get(counter);
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
        carrier.finishAndReleaseAll();
        workers.close(Duration.ZERO);
        io.close();
        calls.close();
    }
}
