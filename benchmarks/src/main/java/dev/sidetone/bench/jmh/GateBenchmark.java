/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.vad.VoiceActivityDetector;
import dev.sidetone.vad.energy.EnergyDetector;
import dev.sidetone.vad.gate.GateSignal;
import dev.sidetone.vad.gate.SpeechGate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The speech gate, detection apart. One operation takes one frame of 20 ms: two likelihoods, from
 * speech and pauses that open and close it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GateBenchmark {

    private final SpeechGate gate = new SpeechGate();
    private final float[] likelihoods = likelihoods();
    private int frame;

    @Benchmark
    public GateSignal passFrame() {
        frame = FramedSpeech.next(frame);
        GateSignal first = gate.onBlock(likelihoods[2 * frame]);
        GateSignal second = gate.onBlock(likelihoods[2 * frame + 1]);
        return second == GateSignal.NONE ? first : second;
    }

    private static float[] likelihoods() {
        VoiceActivityDetector detector = new EnergyDetector();
        short[][] pcm = FramedSpeech.heard(AudioFormat.MULAW_8K);
        float[] likelihoods = new float[2 * pcm.length];
        for (int i = 0; i < likelihoods.length; i++) {
            likelihoods[i] =
                    detector.onBlock(pcm[i / 2], i % 2 * VoiceActivityDetector.BLOCK_SAMPLES);
        }
        return likelihoods;
    }
}
