/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.worker.ManualClock;
import dev.sidetone.media.worker.MediaWorker;
import dev.sidetone.media.worker.WorkerConfig;
import dev.sidetone.media.worker.WorkerGroup;
import dev.sidetone.vad.VoiceActivityDetector;
import dev.sidetone.vad.silero.ModelPlaces;
import dev.sidetone.vad.silero.SileroDetectors;
import dev.sidetone.vad.silero.SileroException;
import dev.sidetone.vad.silero.SileroModel;
import dev.sidetone.vad.silero.SileroRows;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Silero at 8 kHz: one inference over 1, 8, 16 and 32 calls' windows of 32 ms, and a frame of 20 ms
 * of silence through the cascade, which asks Silero nothing. Needs the model ({@code sidetone
 * models pull}).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SileroBenchmark {
    private final short[][] pcm = FramedSpeech.heard(AudioFormat.MULAW_8K);
    private final short[] quiet = new short[FramedSpeech.FRAME_SAMPLES];
    private final SileroRows one;
    private final SileroRows eight;
    private final SileroRows sixteen;
    private final SileroRows thirtyTwo;
    private final VoiceActivityDetector cascade;
    private int frame;

    /** With the model of this user; fails when there is none, or it does not run here. */
    public SileroBenchmark() {
        SileroModel model = ownModel();
        one = open(model, 1);
        eight = open(model, 8);
        sixteen = open(model, 16);
        thirtyTwo = open(model, 32);
        MediaWorker worker =
                WorkerGroup.invoker(WorkerConfig.defaults(), new ManualClock(), error -> {})
                        .worker(0);
        SileroDetectors detectors = SileroDetectors.of(model);
        detectors.attach(worker);
        cascade = detectors.create(worker);
    }

    private static SileroModel ownModel() {
        try {
            return ModelPlaces.ofThisProcess().load();
        } catch (SileroException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static SileroRows open(SileroModel model, int rows) {
        try {
            return SileroRows.open(model, rows);
        } catch (SileroException unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    /** One call. */
    @Benchmark
    public float judge1() {
        return judge(one, 1);
    }

    /** Eight calls. */
    @Benchmark
    public float judge8() {
        return judge(eight, 8);
    }

    /** Sixteen calls. */
    @Benchmark
    public float judge16() {
        return judge(sixteen, 16);
    }

    /** As many as one inference takes. */
    @Benchmark
    public float judge32() {
        return judge(thirtyTwo, 32);
    }

    /** A silent call. */
    @Benchmark
    public float cascadeQuietFrame() {
        float first = cascade.onBlock(quiet, 0);
        return first + cascade.onBlock(quiet, VoiceActivityDetector.BLOCK_SAMPLES);
    }

    private float judge(SileroRows rows, int count) {
        for (int row = 0; row < count; row++) {
            // each call hears another part
            int at = (frame + 6 * row) % (FramedSpeech.FRAMES - 1);
            rows.write(row, pcm[at], 0, FramedSpeech.FRAME_SAMPLES);
            rows.write(row, pcm[at + 1], 0, SileroRows.WINDOW_SAMPLES - FramedSpeech.FRAME_SAMPLES);
        }
        frame = FramedSpeech.next(frame);
        rows.judge();
        return rows.probability(count - 1);
    }

    /** Gives the model back. */
    @TearDown
    public void close() {
        one.close();
        eight.close();
        sixteen.close();
        thirtyTwo.close();
    }
}
