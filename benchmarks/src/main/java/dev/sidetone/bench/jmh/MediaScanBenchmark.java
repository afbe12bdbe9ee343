/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.server.carrier.twilio.TwilioHotPath;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * One media message of 340 characters to its audio and timestamp: recognised by its bytes, or read
 * by Jackson's streaming parser. Both include the decoding of its base64.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MediaScanBenchmark {

    private final CarrierFrames frames = new CarrierFrames();
    private final TwilioHotPath path = CarrierFrames.echo();

    @Benchmark
    public int scan() {
        return path.decode(frames.nextText());
    }

    /** To compare with. */
    @Benchmark
    public int jackson() {
        return path.decodeInGeneral(frames.nextText());
    }
}
