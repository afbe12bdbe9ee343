/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.vad.VoiceActivityDetector;
import dev.sidetone.vad.energy.EnergyDetector;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The energy detector. One operation judges one frame of 20 ms: two blocks of 80 samples. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EnergyBenchmark {

    private final VoiceActivityDetector detector = new EnergyDetector();
    private final short[][] pcm = FramedSpeech.heard(AudioFormat.MULAW_8K);
    private int frame;

    @Benchmark
    public float judgeFrame() {
        frame = FramedSpeech.next(frame);
        float first = detector.onBlock(pcm[frame], 0);
        return first + detector.onBlock(pcm[frame], VoiceActivityDetector.BLOCK_SAMPLES);
    }
}
