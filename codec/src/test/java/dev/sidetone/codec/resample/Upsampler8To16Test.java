/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.codec.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class Upsampler8To16Test {

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.2, 0.5, 1.0})
    void shouldKeepTheTelephoneBandWithinATenthOfADecibel(double imageGain) {
        for (int hertz = 50; hertz <= 3_300; hertz += 50) {
            assertThat(gainDb(imageGain, hertz, hertz))
                    .as("%d Hz", hertz)
                    .isCloseTo(0.0, within(0.1));
        }
    }

    @Test
    void shouldRemoveTheImageWhenNoneIsKept() {
        for (int hertz = 50; hertz <= 3_700; hertz += 50) {
            assertThat(gainDb(0.0, hertz, 8_000 - hertz))
                    .as("image of %d Hz", hertz)
                    .isLessThan(-68.0);
        }
    }

    @Test
    void shouldKeepTheFractionOfTheImageThatWasAskedFor() {
        for (int hertz = 100; hertz <= 3_300; hertz += 200) {
            assertThat(gainDb(0.5, hertz, 8_000 - hertz))
                    .as("image of %d Hz", hertz)
                    .isCloseTo(-6.02, within(0.1));
            assertThat(gainDb(1.0, hertz, 8_000 - hertz))
                    .as("image of %d Hz", hertz)
                    .isCloseTo(0.0, within(0.1));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.5})
    void shouldDelayByTheStatedSamples(double imageGain) {
        short[] in = new short[200];
        in[50] = 10_000;
        short[] out = new short[400];
        new Upsampler8To16(imageGain).resample(in, 0, in.length, out, 0);
        int peak = 0;
        for (int i = 0; i < out.length; i++) {
            peak = out[i] > out[peak] ? i : peak;
        }
        assertThat(peak).isEqualTo(100 + Upsampler8To16.DELAY_SAMPLES);
    }

    @Test
    void shouldGiveTheSameForAnyGroupingAndEndWithTheTail() {
        short[] in = noise(new Random(1), 1_501);
        short[] whole = new short[3_100];
        Upsampler8To16 sampler = new Upsampler8To16(0.5);
        int expected = sampler.resample(in, 0, in.length, whole, 0);
        assertThat(expected).isEqualTo(3_002);
        assertThat(sampler.flush(whole, expected)).isEqualTo(Upsampler8To16.FLUSH_SAMPLES);
        assertThat(Upsampler8To16.FLUSH_SAMPLES)
                .isGreaterThanOrEqualTo(Upsampler8To16.DELAY_SAMPLES);
        Random random = new Random(2);
        short[] pieces = new short[3_100];
        int written = 0;
        for (int at = 0; at < in.length; ) {
            int count = Math.min(in.length - at, random.nextInt(50));
            written += sampler.resample(in, at, count, pieces, written);
            at += count;
        }
        sampler.flush(pieces, written);
        assertThat(pieces).isEqualTo(whole);
    }

    @Test
    void shouldStartAfreshAfterReset() {
        short[] in = noise(new Random(4), 160);
        short[] first = new short[320];
        short[] second = new short[320];
        Upsampler8To16 sampler = new Upsampler8To16();
        sampler.resample(in, 0, in.length, first, 0);
        sampler.reset();
        sampler.resample(in, 0, in.length, second, 0);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void shouldRefuseAnImageGainOutsideItsRange() {
        assertThatThrownBy(() -> new Upsampler8To16(1.1))
                .hasMessageContaining("imageGain must be 0 to 1: 1.1");
        assertThatThrownBy(() -> new Upsampler8To16(Double.NaN)).hasMessageContaining("imageGain");
    }

    @Test
    void shouldAllocateNothingPerFrame() {
        short[] in = noise(new Random(3), 160);
        short[] out = new short[400];
        Upsampler8To16 sampler = new Upsampler8To16(0.5);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        frames(sampler, in, out);
        long before = threads.getCurrentThreadAllocatedBytes();
        frames(sampler, in, out);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
    }

    private static void frames(Upsampler8To16 sampler, short[] in, short[] out) {
        for (int i = 0; i < 1_000; i++) {
            sampler.resample(in, 0, in.length, out, 0);
        }
        sampler.flush(out, 0);
    }

    private static double gainDb(double imageGain, double hertz, double measuredAt) {
        short[] in = Tone.sine(hertz, 8_000, 10_000);
        short[] out = new short[20_000];
        new Upsampler8To16(imageGain).resample(in, 0, in.length, out, 0);
        return Tone.gainDb(out, 2_000, 16_000, measuredAt, 16_000);
    }

    private static short[] noise(Random random, int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) (random.nextGaussian() * 3_000);
        }
        return pcm;
    }
}
