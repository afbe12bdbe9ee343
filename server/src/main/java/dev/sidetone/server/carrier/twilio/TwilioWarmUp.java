/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.media.worker.ManualClock;
import dev.sidetone.media.worker.WorkerConfig;
import dev.sidetone.media.worker.WorkerGroup;
import dev.sidetone.server.call.AgentRoster;
import dev.sidetone.server.call.CallAdmission;
import dev.sidetone.server.call.CallDirectory;
import dev.sidetone.server.call.CallFactory;
import dev.sidetone.server.call.CallOpener;
import dev.sidetone.server.carrier.CallToken;
import dev.sidetone.server.io.EventLoopWorker;
import dev.sidetone.server.io.IoTransport;
import dev.sidetone.server.io.WaitMode;
import dev.sidetone.server.io.WorkerEventLoopGroup;
import dev.sidetone.server.metrics.EndingCounters;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.CharsetUtil;
import io.netty.util.ReferenceCountUtil;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

/**
 * Plays an echo call through the real path, from a message to the answer's bytes, without a socket,
 * so that the first caller does not pay for the compiler. Everything it needs is its own and thrown
 * away: nothing is stored, nothing counted. Runs on the thread that starts the server.
 */
public final class TwilioWarmUp {
    private static final int FRAMES = 3000;
    private static final int RING_SLOTS = 64;
    private static final int FRAME_MS = 20;
    private static final Duration NEVER = Duration.ofHours(1);
    private static final String START =
            "{\"event\":\"start\",\"start\":{\"callSid\":\"CA\",\"customParameters\":{\"agent\":\"echo\"}},\"streamSid\":\"MZ\"}";
    private static final String STOP = "{\"event\":\"stop\",\"streamSid\":\"MZ\"}";

    private final ManualClock clock = new ManualClock(0);
    private final WorkerGroup workers =
            WorkerGroup.invoker(
                    WorkerConfig.defaults().withInboxSlots(RING_SLOTS), clock, fault -> {});
    private final EventLoopWorker io;
    private final EmbeddedChannel channel;

    private TwilioWarmUp(AgentRoster agents, CallFactory factory) {
        SharedCounters counters = new SharedCounters();
        EndingCounters endings = new EndingCounters();
        Clock wall = Clock.systemUTC();
        CallOpener opener =
                new CallOpener(
                        agents,
                        new CallAdmission(1, 0, counters),
                        new CallDirectory(0),
                        factory,
                        counters,
                        wall);
        StreamGate gate = new StreamGate(agents, CallToken.ofThisProcess(0), false, counters, wall);
        TwilioSettings settings = new TwilioSettings(false, 200, NEVER, NEVER, NEVER);
        io = new WorkerEventLoopGroup(1, IoTransport.NIO, WaitMode.DENSITY).worker(0);
        channel =
                new EmbeddedChannel(
                        new TwilioMediaHandler(
                                new TwilioStation(
                                        io,
                                        workers.worker(0),
                                        new TwilioStation.Shared(
                                                opener, gate, settings, counters, endings))));
    }

    /**
     * Runs the call; returns how many frames came back, for whoever wants to know that the path
     * works.
     */
    public static int run(AgentRoster agents, CallFactory factory) {
        return new TwilioWarmUp(agents, factory).play();
    }

    private int play() {
        workers.start();
        io.onStart();
        String media =
                "{\"event\":\"media\",\"media\":{\"track\":\"inbound\",\"timestamp\":\"0\",\"payload\":\""
                        + Base64.getEncoder().encodeToString(new byte[160])
                        + "\"},\"streamSid\":\"MZ\"}";
        int answers = 0;
        try {
            step(START);
            for (int i = 0; i < FRAMES; i++) {
                answers += step(media);
            }
            step(STOP);
        } finally {
            channel.finishAndReleaseAll();
            workers.close(Duration.ZERO);
            io.close();
        }
        return answers;
    }

    private int step(String message) {
        channel.writeInbound(
                new TextWebSocketFrame(Unpooled.copiedBuffer(message, CharsetUtil.UTF_8)));
        clock.advanceMs(FRAME_MS);
        workers.doWork();
        io.flush();
        int answers = 0;
        for (Object answer = channel.readOutbound();
                answer != null;
                answer = channel.readOutbound()) {
            ReferenceCountUtil.release(answer);
            answers++;
        }
        return answers;
    }
}
