/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class Downsampler16To8Test {

    @Test
    void shouldKeepTheTelephoneBandWithinATenthOfADecibel() {
        for (int hertz = 50; hertz <= 3_300; hertz += 50) {
            assertThat(gainDb(hertz, hertz)).as("%d Hz", hertz).isCloseTo(0.0, within(0.1));
        }
    }

    @Test
    void shouldLetNothingAbove4300HertzFoldDown() {
        for (int hertz = 4_300; hertz < 8_000; hertz += 50) {
            assertThat(gainDb(hertz, 8_000 - hertz)).as("%d Hz", hertz).isLessThan(-68.0);
        }
    }

    @Test
    void shouldDelayByTheStatedSamples() {
        short[] in = new short[400];
        in[99] = 10_000;
        in[100] = 20_000;
        in[101] = 10_000;
        short[] out = new short[200];
        new Downsampler16To8().resample(in, 0, in.length, out, 0);
        int peak = 0;
        for (int i = 0; i < out.length; i++) {
            peak = out[i] > out[peak] ? i : peak;
        }
        assertThat(peak).isEqualTo(50 + Downsampler16To8.DELAY_SAMPLES);
        assertThat(out[peak - 1]).isEqualTo(out[peak + 1]);
    }

    @Test
    void shouldGiveTheSameForAnyGrouping() {
        short[] in = noise(new Random(1), 3_001);
        short[] whole = new short[2_000];
        Downsampler16To8 sampler = new Downsampler16To8();
        int expected = sampler.resample(in, 0, in.length, whole, 0);
        expected += sampler.flush(whole, expected);
        Random random = new Random(2);
        short[] pieces = new short[2_000];
        int written = 0;
        for (int at = 0; at < in.length; ) {
            int count = Math.min(in.length - at, random.nextInt(50));
            int got = sampler.resample(in, at, count, pieces, written);
            assertThat(got).isLessThanOrEqualTo(Downsampler16To8.maxOutput(count));
            written += got;
            at += count;
        }
        written += sampler.flush(pieces, written);
        assertThat(written).isEqualTo(expected).isEqualTo((3_001 + 46 + 1) / 2);
        assertThat(pieces).isEqualTo(whole);
    }

    @Test
    void shouldSaturateInsteadOfWrappingAround() {
        short[] in = new short[2_000];
        Arrays.fill(in, 1_000, 2_000, Short.MAX_VALUE);
        Arrays.fill(in, 0, 1_000, Short.MIN_VALUE);
        short[] out = new short[1_000];
        new Downsampler16To8().resample(in, 0, in.length, out, 0);
        // The filter overshoots a full-scale step; what is over the top must stay at the top.
        int step = 500 + Downsampler16To8.DELAY_SAMPLES;
        for (int i = 100; i < out.length; i++) {
            if (i != step) {
                assertThat(out[i] > 0).as("sample %d", i).isEqualTo(i > step);
            }
        }
        assertThat(out).contains(Short.MAX_VALUE);
    }

    @Test
    void shouldAllocateNothingPerFrame() {
        short[] in = noise(new Random(3), 320);
        short[] out = new short[400];
        Downsampler16To8 sampler = new Downsampler16To8();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        frames(sampler, in, out);
        long before = threads.getCurrentThreadAllocatedBytes();
        frames(sampler, in, out);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
    }

    private static void frames(Downsampler16To8 sampler, short[] in, short[] out) {
        for (int i = 0; i < 1_000; i++) {
            sampler.resample(in, 0, in.length, out, 0);
        }
        sampler.flush(out, 0);
    }

    private static double gainDb(double hertz, double measuredAt) {
        short[] in = Tone.sine(hertz, 16_000, 32_000);
        short[] out = new short[16_000];
        new Downsampler16To8().resample(in, 0, in.length, out, 0);
        return Tone.gainDb(out, 4_000, 8_000, measuredAt, 8_000);
    }

    private static short[] noise(Random random, int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) (random.nextGaussian() * 3_000);
        }
        return pcm;
    }
}
