/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.carrier.twilio;

import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.SharedCounters;
import dev.sidetone.media.worker.ManualClock;
import dev.sidetone.media.worker.WorkerConfig;
import dev.sidetone.media.worker.WorkerGroup;
import dev.sidetone.orchestrator.provider.net.websocket.WebSocketFrames;
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
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Clock;
import java.time.Duration;

/**
 * One media socket without a network, on a worker that is stepped: the real path from the wire's
 * bytes to the answer's, all of it its own and thrown away, nothing stored and nothing counted
 * elsewhere. The thread that opens it steps and closes it.
 */
final class TwilioStage {
    static final int MAX_MESSAGE = 65_536;

    private static final int RING_SLOTS = 1024;
    private static final Duration NEVER = Duration.ofHours(1);

    final ManualClock clock = new ManualClock(0);
    final EmbeddedChannel channel = new EmbeddedChannel();
    final TwilioStation station;
    final WebSocketFrames frames;
    private final WorkerGroup workers =
            WorkerGroup.invoker(
                    WorkerConfig.defaults().withInboxSlots(RING_SLOTS), clock, fault -> {});
    private final EventLoopWorker io =
            new WorkerEventLoopGroup(1, IoTransport.NIO, WaitMode.DENSITY).worker(0);

    TwilioStage(AgentRoster agents, CallFactory factory) {
        SharedCounters counters = new SharedCounters();
        Clock wall = Clock.systemUTC();
        CallOpener opener =
                new CallOpener(
                        agents,
                        new CallAdmission(1, 0, counters),
                        new CallDirectory(0),
                        factory,
                        event -> OfferResult.ACCEPTED,
                        counters,
                        new CallOpener.Clocks(wall, wall));
        StreamGate gate = new StreamGate(agents, CallToken.ofThisProcess(0), false, counters, wall);
        TwilioSettings settings = new TwilioSettings(false, 200, NEVER, NEVER, NEVER, NEVER);
        station =
                new TwilioStation(
                        io,
                        workers.worker(0),
                        new TwilioStation.Shared(
                                opener, gate, settings, counters, new EndingCounters()));
        frames = TwilioMediaHandler.open(station, channel, MAX_MESSAGE);
        channel.pipeline().addLast(frames);
    }

    /** Makes the calling thread the worker's own. */
    void start() {
        workers.start();
        io.onStart();
    }

    /** One duty cycle, what was written flushed. */
    void cycle() {
        workers.doWork();
        io.flush();
    }

    /** Ends the call, if one is left, and gives everything back. */
    void close() {
        channel.finishAndReleaseAll();
        workers.close(Duration.ZERO);
        io.close();
    }
}
