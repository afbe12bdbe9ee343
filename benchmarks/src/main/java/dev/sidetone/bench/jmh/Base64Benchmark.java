/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.media.AudioFormat;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The JDK's Base64 from array to array, as media messages need it. One operation decodes or encodes
 * one frame: 160 bytes of µ-law, 216 characters.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Base64Benchmark {

    private static final int TEXT_BYTES = 216;

    private final Base64.Decoder decoder = Base64.getDecoder();
    private final Base64.Encoder encoder = Base64.getEncoder();
    private final byte[][] audio = FramedSpeech.wire(AudioFormat.MULAW_8K);
    private final byte[][] text = texts(audio);
    private final byte[] decoded = new byte[FramedSpeech.FRAME_SAMPLES];
    private final byte[] encoded = new byte[TEXT_BYTES];
    private int frame;

    @Benchmark
    public int decode() {
        frame = FramedSpeech.next(frame);
        int bytes = decoder.decode(text[frame], decoded);
        return decoded[bytes - 1];
    }

    @Benchmark
    public int encode() {
        frame = FramedSpeech.next(frame);
        int bytes = encoder.encode(audio[frame], encoded);
        return encoded[bytes - 1];
    }

    private static byte[][] texts(byte[][] frames) {
        byte[][] texts = new byte[frames.length][];
        for (int i = 0; i < frames.length; i++) {
            texts[i] = Base64.getEncoder().encode(frames[i]);
        }
        return texts;
    }
}
