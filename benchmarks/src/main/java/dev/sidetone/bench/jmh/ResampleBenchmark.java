/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.codec.resample.Downsampler16To8;
import dev.sidetone.codec.resample.Upsampler8To16;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Resampling between 8 and 16 kHz, with filter. One operation takes one frame of 20 ms. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ResampleBenchmark {

    private static final int WIDE_SAMPLES = 2 * FramedSpeech.FRAME_SAMPLES;

    private final Upsampler8To16 upsampler = new Upsampler8To16();
    private final Downsampler16To8 downsampler = new Downsampler16To8();
    private final short[][] narrow = FramedSpeech.pcm();
    private final short[][] wide = widened(narrow);
    private final short[] up = new short[WIDE_SAMPLES];
    private final short[] down = new short[Downsampler16To8.maxOutput(WIDE_SAMPLES)];
    private int frame;

    @Benchmark
    public int from8To16() {
        frame = FramedSpeech.next(frame);
        int samples = upsampler.resample(narrow[frame], 0, narrow[frame].length, up, 0);
        return up[samples - 1];
    }

    @Benchmark
    public int from16To8() {
        frame = FramedSpeech.next(frame);
        int samples = downsampler.resample(wide[frame], 0, WIDE_SAMPLES, down, 0);
        return down[samples - 1];
    }

    private static short[][] widened(short[][] frames) {
        Upsampler8To16 upsampler = new Upsampler8To16();
        short[][] wide = new short[frames.length][WIDE_SAMPLES];
        for (int i = 0; i < frames.length; i++) {
            upsampler.resample(frames[i], 0, frames[i].length, wide[i], 0);
        }
        return wide;
    }
}
