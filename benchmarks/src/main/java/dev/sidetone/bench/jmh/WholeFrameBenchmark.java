/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.server.carrier.twilio.TwilioHotPath;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The whole way of a frame without the kernel. Inbound: the bytes of a WebSocket frame through
 * codec, scan, inbox and a duty cycle to the echo conversation, which answers. Outbound: 160 bytes
 * of audio from the call's link to the bytes of a WebSocket frame.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WholeFrameBenchmark {

    private final CarrierFrames frames = new CarrierFrames();
    private final byte[][] audio = FramedSpeech.wire(AudioFormat.MULAW_8K);
    private final TwilioHotPath path = CarrierFrames.echo();
    private int frame;

    @Benchmark
    public long inbound() {
        return path.receive(frames.nextRead());
    }

    @Benchmark
    public long outbound() {
        frame = FramedSpeech.next(frame);
        return path.send(audio[frame]);
    }
}
