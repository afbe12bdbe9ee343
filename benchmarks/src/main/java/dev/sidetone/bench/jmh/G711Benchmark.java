/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.jmh;

import dev.sidetone.codec.AudioDecoder;
import dev.sidetone.codec.AudioEncoder;
import dev.sidetone.codec.g711.ALawDecoder;
import dev.sidetone.codec.g711.ALawEncoder;
import dev.sidetone.codec.g711.MuLawDecoder;
import dev.sidetone.codec.g711.MuLawEncoder;
import dev.sidetone.media.AudioFormat;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** G.711. One operation decodes or encodes one frame: 160 samples, 20 ms. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class G711Benchmark {

    private final AudioDecoder muLawDecoder = new MuLawDecoder();
    private final AudioEncoder muLawEncoder = new MuLawEncoder();
    private final AudioDecoder aLawDecoder = new ALawDecoder();
    private final AudioEncoder aLawEncoder = new ALawEncoder();
    private final byte[][] muLaw = FramedSpeech.wire(AudioFormat.MULAW_8K);
    private final byte[][] aLaw = FramedSpeech.wire(AudioFormat.ALAW_8K);
    private final short[][] pcm = FramedSpeech.pcm();
    private final short[] decoded = new short[FramedSpeech.FRAME_SAMPLES];
    private final byte[] encoded = new byte[FramedSpeech.FRAME_SAMPLES];
    private int frame;

    @Benchmark
    public int decodeMuLaw() {
        frame = FramedSpeech.next(frame);
        return decode(muLawDecoder, muLaw[frame]);
    }

    @Benchmark
    public int encodeMuLaw() {
        frame = FramedSpeech.next(frame);
        return encode(muLawEncoder, pcm[frame]);
    }

    @Benchmark
    public int decodeALaw() {
        frame = FramedSpeech.next(frame);
        return decode(aLawDecoder, aLaw[frame]);
    }

    @Benchmark
    public int encodeALaw() {
        frame = FramedSpeech.next(frame);
        return encode(aLawEncoder, pcm[frame]);
    }

    /** Returns a sample, so that none of the work is dead code. */
    private int decode(AudioDecoder decoder, byte[] wire) {
        int samples = decoder.decode(wire, 0, wire.length, decoded, 0);
        return decoded[samples - 1];
    }

    private int encode(AudioEncoder encoder, short[] samples) {
        int bytes = encoder.encode(samples, 0, samples.length, encoded, 0);
        return encoded[bytes - 1];
    }
}
